window.YTD.note_tweet.part0 = [
  {
    "noteTweet": {
      "noteTweetId": "1",
      "updatedAt": "2023-09-21T10:00:00.000Z",
      "createdAt": "2023-09-21T10:00:00.000Z",
      "core": {
        "text": "Zwölf Jahre Sauerteig, und das Einzige, was ich sicher weiß: Zeit schlägt Technik. Wer das Brot eilig hat, backt ein anderes Brot. Ich habe in dieser Zeit alle Fehler gemacht, die man machen kann, und die meisten davon zweimal, weil ich beim ersten Mal nicht hingesehen habe. Das Entscheidende steht in keinem Rezept: hinsehen, riechen, warten.",
        "urls": [],
        "mentions": []
      }
    }
  }
]
