// What scripts say on every English page, by what they say in Vietnamese: say`${count} gợi ý`.  {} are the
// values, in the same order.  What only lists, comparisons and the search say stands in english-more.js.
window.inEnglish = {
  " chưa chép được; hãy chọn chữ rồi chép": " not copied; select the text and copy it",
  " đã chép": " copied",
  "Chép mã": "Copy the code",
  "Chép trích dẫn": "Copy citation",
  "Chép": "Copy",
  "Chưa tạo được ảnh PNG; hãy thử lại hoặc tải bản SVG.": "No PNG could be made; try again or download the SVG.",
  "Gợi ý": "Suggestions",
  "Nền trang": "Theme",
  "Sáng": "Light",
  "Tối": "Dark",
  "Theo máy": "System",
  "Tải biểu đồ PNG": "Download PNG",
  "{} gợi ý": "Suggestions: {}",
  "mã {}": "code {}",
  "nay thuộc {}": "now in {}",
};
window.say = ({ raw }, ...values) => window.inEnglish[raw.join("{}")].replace(/\{\}/g, () => values.shift());
