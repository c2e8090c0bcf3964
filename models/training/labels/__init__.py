"""The label text model: taken from a published package, its weights stored as int8. Needs the extra `train`."""
