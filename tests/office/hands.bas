' What hands do: go to a cell and type.  A cell of text keeps what is typed as it is, a locked one refuses it.
Sub TypeInto(path, place, typed)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, hidden())
  Send(book, "GoToCell", "ToPoint", place)
  Send(book, "EnterString", "StringName", typed)
  book.store()
  book.close(True)
End Sub

Sub Send(book, command, name, value)
  Dim facts(0) As New com.sun.star.beans.PropertyValue
  facts(0).Name = name
  facts(0).Value = value
  hand = createUnoService("com.sun.star.frame.DispatchHelper")
  hand.executeDispatch(book.CurrentController.Frame, ".uno:" & command, "", 0, facts())
End Sub
