"""What templates see: frozen values in one language, from records and derived facts; a module a part of the site."""
