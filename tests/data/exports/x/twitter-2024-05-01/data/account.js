window.YTD.account.part0 = [
  {
    "account": {
      "email": "ann@example.org",
      "accountId": "9007199254740993001",
      "username": "ann_bakes",
      "createdAt": "2012-01-01T00:00:00.000Z",
      "accountDisplayName": "Ann 🌻"
    }
  }
]
