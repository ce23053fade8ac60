print("chaland")
