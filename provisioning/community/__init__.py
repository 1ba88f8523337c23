"""What a community is made of: its mechanisms, rooms and access rules, as its officers wrote them down."""
