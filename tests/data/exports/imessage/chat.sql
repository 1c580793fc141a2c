-- The tables of chat.db as macOS 14 has them, without the columns that nothing is read from.
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, id TEXT NOT NULL, country TEXT, service TEXT NOT NULL, UNIQUE (id, service));
CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER, chat_identifier TEXT, service_name TEXT, display_name TEXT);
CREATE TABLE message (
    ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT, attributedBody BLOB,
    handle_id INTEGER DEFAULT 0, service TEXT, date INTEGER, is_from_me INTEGER DEFAULT 0, is_system_message INTEGER DEFAULT 0,
    cache_has_attachments INTEGER DEFAULT 0, item_type INTEGER DEFAULT 0, group_title TEXT,
    associated_message_guid TEXT, associated_message_type INTEGER DEFAULT 0,
    thread_originator_guid TEXT, date_retracted INTEGER DEFAULT 0, date_edited INTEGER DEFAULT 0
);
CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, message_date INTEGER DEFAULT 0, PRIMARY KEY (chat_id, message_id));
CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER, UNIQUE (chat_id, handle_id));

INSERT INTO handle (ROWID, id, service) VALUES (1, '+4915112345678', 'iMessage'), (2, 'ahmad@example.org', 'iMessage'), (3, '+4915112345678', 'SMS'), (4, 'PAKETDIENST', 'SMS');
INSERT INTO chat (ROWID, guid, style, chat_identifier, service_name, display_name) VALUES
    (1, 'iMessage;-;+4915112345678', 45, '+4915112345678', 'iMessage', ''),
    (2, 'iMessage;+;chat831', 43, 'chat831', 'iMessage', 'Rome 🍕'),
    (3, 'SMS;-;+4915112345678', 45, '+4915112345678', 'SMS', ''),
    (4, 'SMS;-;PAKETDIENST', 45, 'PAKETDIENST', 'SMS', NULL);
INSERT INTO chat_handle_join VALUES (1, 1), (2, 1), (2, 2), (3, 3), (4, 4);

-- 694605600 seconds after the beginning of 2001 it is 2023-01-05 10:00 in UTC. They arrived in another order.
INSERT INTO message (ROWID, guid, text, handle_id, service, date, is_from_me) VALUES
    (10, 'A-10', 'Bis Samstag dann!', 3, 'SMS', 694606200000000000, 0),
    (11, 'A-11', 'Kommst du am Samstag? 🎉', 1, 'iMessage', 694605600000000000, 0),
    (12, 'A-12', 'Ja, gern!
Ich bringe Brot mit', 0, 'iMessage', 694605660000000000, 1),
    (20, 'B-20', 'متى نسافر؟', 2, 'iMessage', 694609200000000000, 0),
    (21, 'B-21', '￼Look', 1, 'iMessage', 694609260000000000, 0);
INSERT INTO message (ROWID, guid, text, handle_id, date, is_from_me, cache_has_attachments, associated_message_type, item_type, date_retracted, date_edited, thread_originator_guid) VALUES
    (13, 'A-13', '￼', 0, 694605720000000000, 1, 1, 0, 0, 0, 0, NULL),
    (14, 'A-14', 'Loved “Ja, gern!”', 1, 694605780000000000, 0, 0, 2000, 0, 0, 0, NULL),
    (15, 'A-15', 'Removed a heart from “Ja, gern!”', 1, 694605790000000000, 0, 0, 3000, 0, 0, 0, NULL),
    (16, 'A-16', NULL, 1, 694605800000000000, 0, 0, 0, 0, 694605900000000000, 694605900000000000, NULL),
    (22, 'B-22', NULL, 1, 694609320000000000, 0, 0, 0, 2, 0, 0, NULL),
    (23, 'B-23', 'In May', 0, 694609380000000000, 1, 0, 0, 0, 0, 694609500000000000, 'B-20'),
    (30, 'C-30', 'Ihr Paket kommt heute.', 4, 694612800000000000, 0, 0, 0, 0, 0, 0, NULL);
-- The text of newer messages stands in an archive only: «Na klar, um 18 Uhr».
INSERT INTO message (ROWID, guid, text, handle_id, date, is_from_me, attributedBody) VALUES
    (17, 'A-17', NULL, 0, 694605840000000000, 1, x'040B73747265616D747970656481E803840140848484124E5341747472696275746564537472696E67008484084E534F626A656374008592848484084E53537472696E67019484012B124E61206B6C61722C20756D2031382055687286840269490112928484840C4E5344696374696F6E617279009484016901928496961D5F5F6B494D4D6573736167655061727441747472696275746E616D658686');
INSERT INTO chat_message_join (chat_id, message_id) VALUES
    (3, 10), (1, 11), (1, 12), (1, 13), (1, 14), (1, 15), (1, 16), (1, 17), (2, 20), (2, 21), (2, 22), (2, 23), (4, 30);
