"""Storage: tables, one module a concern, and the migrations that lead to them."""
