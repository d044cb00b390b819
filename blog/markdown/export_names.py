"""Names what an export and `sync` leave in their folders, for those who read them back."""

# Lie in folders of exports and of `sync`, whose texts are in this dialect and in no other's.
EXPORT_MANIFEST = ".epoch-export.json"
SYNC_STATE = ".epoch-sync"
# What those folders call that of the documents.
EXPORTED_FILES = "files"
