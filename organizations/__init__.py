"""Units, people, roles, areas and fields of matter: who may act for whom, and since when."""
