window.YTD.direct_messages.part0 = [
  {
    "dmConversation": {
      "conversationId": "51-9007199254740993001",
      "messages": [
        {
          "messageCreate": {
            "recipientId": "0",
            "reactions": [],
            "urls": [
              {
                "url": "https://t.co/x1",
                "expanded": "https://example.org/rezept",
                "display": "example.org/rezept"
              },
              {
                "url": "https://t.co/p1",
                "expanded": "https://twitter.com/messages/media/1",
                "display": "pic.twitter.com/p1"
              }
            ],
            "text": "Ja — https://t.co/x1 &lt;3 https://t.co/p1",
            "mediaUrls": [],
            "senderId": "9007199254740993001",
            "id": "1600000000000000003",
            "createdAt": "2023-09-21T10:03:00.123Z"
          }
        },
        {
          "messageCreate": {
            "recipientId": "0",
            "reactions": [],
            "urls": [],
            "text": "hast du das Rezept noch?",
            "mediaUrls": [],
            "senderId": "51",
            "id": "1600000000000000002",
            "createdAt": "2023-09-21T10:02:00.123Z"
          }
        },
        {
          "messageCreate": {
            "recipientId": "0",
            "reactions": [],
            "urls": [],
            "text": "שלום אן 👋",
            "mediaUrls": [],
            "senderId": "51",
            "id": "1600000000000000001",
            "createdAt": "2023-09-21T10:01:00.123Z"
          }
        }
      ]
    }
  },
  {
    "dmConversation": {
      "conversationId": "52-53",
      "messages": []
    }
  }
]
