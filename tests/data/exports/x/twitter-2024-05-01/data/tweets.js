window.YTD.tweets.part0 = [
  {
    "tweet": {
      "id": "1700000000000000040",
      "id_str": "1700000000000000040",
      "created_at": "Thu Sep 21 10:00:00 +0000 2023",
      "full_text": "Zwölf Jahre Sauerteig, und das Einzige, was ich sicher weiß: Zeit schlägt Technik. Wer das Brot eilig hat, backt ein anderes Brot. Ich habe in dieser Zeit alle Fehler gemacht, die man machen kann, und die meisten davon zweimal, weil ich beim ersten Mal nicht hingesehen … https://t.co/long1",
      "truncated": false,
      "lang": "en",
      "entities": {
        "urls": [],
        "user_mentions": [],
        "hashtags": []
      },
      "retweeted": false
    }
  },
  {
    "tweet": {
      "id": "1700000000000000030",
      "id_str": "1700000000000000030",
      "created_at": "Wed Sep 20 10:05:00 +0000 2023",
      "full_text": "and the ovens: read https://t.co/abc &amp; cry https://t.co/pic1",
      "truncated": false,
      "lang": "en",
      "entities": {
        "urls": [
          {
            "url": "https://t.co/abc",
            "expanded_url": "https://example.org/ovens",
            "display_url": "example.org/ovens"
          }
        ],
        "media": [
          {
            "url": "https://t.co/pic1",
            "expanded_url": "https://twitter.com/ann_bakes/status/1/photo/1"
          }
        ]
      },
      "retweeted": false,
      "in_reply_to_status_id": "1700000000000000020",
      "in_reply_to_status_id_str": "1700000000000000020",
      "in_reply_to_user_id": "9007199254740993001",
      "in_reply_to_user_id_str": "9007199254740993001",
      "in_reply_to_screen_name": "ann_bakes"
    }
  },
  {
    "tweet": {
      "id": "1700000000000000020",
      "id_str": "1700000000000000020",
      "created_at": "Wed Sep 20 10:00:00 +0000 2023",
      "full_text": "Flour is getting worse 🌾\n\nHere is why:",
      "truncated": false,
      "lang": "en",
      "entities": {
        "urls": [],
        "user_mentions": [],
        "hashtags": []
      },
      "retweeted": false
    }
  },
  {
    "tweet": {
      "id": "1700000000000000021",
      "id_str": "1700000000000000021",
      "created_at": "Wed Sep 20 10:01:00 +0000 2023",
      "full_text": "RT @ben: something that ben said",
      "truncated": false,
      "lang": "en",
      "entities": {
        "urls": [],
        "user_mentions": [],
        "hashtags": []
      },
      "retweeted": false
    }
  },
  {
    "tweet": {
      "id": "1700000000000000022",
      "id_str": "1700000000000000022",
      "created_at": "Wed Sep 20 10:02:00 +0000 2023",
      "full_text": "@ben yes!",
      "truncated": false,
      "lang": "en",
      "entities": {
        "urls": [],
        "user_mentions": [],
        "hashtags": []
      },
      "retweeted": false,
      "in_reply_to_status_id": "1700000000000000005",
      "in_reply_to_status_id_str": "1700000000000000005",
      "in_reply_to_user_id": "51",
      "in_reply_to_user_id_str": "51",
      "in_reply_to_screen_name": "ben"
    }
  },
  {
    "tweet": {
      "id": "1700000000000000023",
      "id_str": "1700000000000000023",
      "created_at": "Wed Sep 20 10:03:00 +0000 2023",
      "full_text": "@ben @zoe It depends on the protein: above thirteen percent the crumb gets chewy, below eleven it tears. I would mix the two flours half and half.",
      "truncated": false,
      "lang": "en",
      "entities": {
        "urls": [],
        "user_mentions": [],
        "hashtags": []
      },
      "retweeted": false,
      "in_reply_to_status_id": "1700000000000000006",
      "in_reply_to_status_id_str": "1700000000000000006",
      "in_reply_to_user_id": "51",
      "in_reply_to_user_id_str": "51",
      "in_reply_to_screen_name": "ben"
    }
  },
  {
    "tweet": {
      "id": "1700000000000000024",
      "id_str": "1700000000000000024",
      "created_at": "Wed Sep 20 10:04:00 +0000 2023",
      "full_text": "https://t.co/pic2",
      "truncated": false,
      "lang": "en",
      "entities": {
        "urls": [],
        "user_mentions": [],
        "hashtags": []
      },
      "retweeted": false,
      "extended_entities": {
        "media": [
          {
            "url": "https://t.co/pic2"
          }
        ]
      }
    }
  },
  {
    "tweet": {
      "id": "1700000000000000010",
      "id_str": "1700000000000000010",
      "created_at": "Tue Sep 19 10:00:00 +0000 2023",
      "full_text": "Rye bred is the best",
      "truncated": false,
      "lang": "en",
      "entities": {
        "urls": [],
        "user_mentions": [],
        "hashtags": []
      },
      "retweeted": false,
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "1700000000000000010"
          ]
        }
      }
    }
  },
  {
    "tweet": {
      "id": "1700000000000000011",
      "id_str": "1700000000000000011",
      "created_at": "Tue Sep 19 10:01:00 +0000 2023",
      "full_text": "Rye bread is the best",
      "truncated": false,
      "lang": "en",
      "entities": {
        "urls": [],
        "user_mentions": [],
        "hashtags": []
      },
      "retweeted": false,
      "edit_info": {
        "edit": {
          "initialTweetId": "1700000000000000010",
          "editControlInitial": {
            "editTweetIds": [
              "1700000000000000010",
              "1700000000000000011"
            ]
          }
        }
      }
    }
  }
]
