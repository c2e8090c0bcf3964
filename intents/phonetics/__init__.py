"""How things sound: syllables, spoken letters and digits, confusions of accents. Standard library and pypinyin."""
