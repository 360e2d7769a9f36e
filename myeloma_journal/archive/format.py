"""The name and version of the export file, for those who write and who read it."""

FORMAT = "myeloma-journal"
# Goes up when a table or column is removed or changes its meaning. New ones need no new
# version: an older program refuses the file, and names what it does not know.
VERSION = 1
JSON_NAME = "journal.json"
