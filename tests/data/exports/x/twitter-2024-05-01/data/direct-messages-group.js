window.YTD.direct_messages_group.part0 = [
  {
    "dmConversation": {
      "conversationId": "77",
      "messages": [
        {
          "conversationNameUpdate": {
            "initiatingUserId": "52",
            "name": "Brotfreunde",
            "createdAt": "2023-09-22T10:00:00.000Z"
          }
        },
        {
          "messageCreate": {
            "recipientId": "0",
            "reactions": [],
            "urls": [],
            "text": "wer kommt?",
            "mediaUrls": [],
            "senderId": "52",
            "id": "1600000000000000006",
            "createdAt": "2023-09-21T10:06:00.123Z"
          }
        },
        {
          "participantsJoin": {
            "userIds": [
              "53"
            ],
            "initiatingUserId": "52"
          }
        },
        {
          "joinConversation": {
            "initiatingUserId": "52"
          }
        }
      ]
    }
  }
]
