"""The import of a spreadsheet, a paste or a data package: looked at, mended, then taken.

`over` stands in the frame and is light; `page` is what it lays over the tabs. `work` asks the
records, `seen` is what came of it, `table`, `headings` and `package` show it, `words` says it.
"""
