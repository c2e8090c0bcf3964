"""The sentences that are understood, as data: YAML for people, one JSON a language that ships.

`_common.yaml` of a language holds rules, lists and fillers; `<area>_<Intent>.yaml` the ways of saying one intent.
"""
