// An address that moved: go on at once, to the same anchor, which a refresh without a script would lose.
location.replace(document.currentScript.dataset.target + location.hash);
