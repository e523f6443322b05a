-- One mail over the milter protocol, as miltertest speaks it.
-- usage: miltertest -D socket=inet:PORT@127.0.0.1 -D mode=hold|tag|unchecked -s milter.lua
local function must(what, problem)
  if problem ~= nil then
    error(what .. ": " .. tostring(problem))
  end
end

local conn = mt.connect(socket, 40, 0.1)
if conn == nil then
  error("cannot connect to " .. socket)
end
must("negotiate", mt.negotiate(conn, nil, nil, nil))
must("conninfo", mt.conninfo(conn, "localhost", "127.0.0.1"))

-- Sends a mail and answers the last reply.
local function send(headers, body)
  mt.macro(conn, SMFIC_MAIL, "i", "4Xyz")
  must("mailfrom", mt.mailfrom(conn, "<ana@shop.example>"))
  must("rcptto", mt.rcptto(conn, "<maria@mail.example>"))
  must("header", mt.header(conn, "From", "Ana <ana@shop.example>"))
  for _, header in ipairs(headers) do
    must("header", mt.header(conn, header[1], header[2]))
    if mt.getreply(conn) ~= SMFIR_CONTINUE then
      error("a header is not answered by going on")
    end
  end
  must("eoh", mt.eoh(conn))
  must("body", mt.bodystring(conn, body))
  must("eom", mt.eom(conn))
  return mt.getreply(conn)
end

local function check(what, is_so)
  if not is_so then
    -- What is thrown is not shown.
    mt.echo("FAIL " .. what)
    error(what)
  end
  mt.echo("ok   " .. what)
end

-- Whether the last mail was answered with a reply of SMTP. miltertest compares only when the words are given, too.
local function replied(reply, code, enhanced, words)
  return reply == SMFIR_REPLYCODE and mt.eom_check(conn, MT_SMTPREPLY, code, enhanced, words)
end

local function refused(reply, words)
  return replied(reply, "550", "5.7.1", "Not sent: \"" .. words .. "\" tells the customer what to feel (house/calm)")
end

local good = { { "Subject", "Your parcel" } }
local html = { { "Subject", "Your parcel" }, { "MIME-Version", "1.0" },
  { "Content-Type", "text/html; charset=utf-8" }, { "Content-Transfer-Encoding", "base64" } }
local forged = { { "Subject", "Your parcel" }, { "X-Tactful", "send" } }

if mode == "unchecked" then
  check("a mail that cannot be checked is told to come again", replied(send(good, "Thanks for waiting.\r\n"),
    "451", "4.7.1", "Not sent yet: tactful could not check this message"))
elseif mode == "tag" then
  check("a good mail passes with its tag", send(good, "Thanks for waiting.\r\n") == SMFIR_CONTINUE
    and mt.eom_check(conn, MT_HDRADD, "X-Tactful", "send"))
  check("a bad mail passes with its tag", send(good, "Please calm down.\r\n") == SMFIR_CONTINUE
    and mt.eom_check(conn, MT_HDRADD, "X-Tactful", "hold; house/calm"))
  check("a forged tag is removed", send(forged, "Please calm down.\r\n") == SMFIR_CONTINUE
    and mt.eom_check(conn, MT_HDRDELETE, "X-Tactful"))
else
  check("a good mail passes", send(good, "Thanks for waiting.\r\n") == SMFIR_CONTINUE)
  check("a bad mail is refused with a reason", refused(send(good, "Please calm down.\r\n"), "calm down"))
  check("a bad subject is refused", refused(send({ { "Subject", "Calm down" } }, "Thanks for waiting.\r\n"), "Calm down"))
  -- “<p>Please <b>calm</b> down.</p>”
  check("encoded HTML is refused", refused(send(html, "PHA+UGxlYXNlIDxiPmNhbG08L2I+IGRvd24uPC9wPg==\r\n"), "calm down"))
  check("quoted words do not count", send(good, "Thanks for waiting.\r\n\r\n> Please calm down.\r\n") == SMFIR_CONTINUE)
  check("the connection serves the next mail", send(good, "Thanks again.\r\n") == SMFIR_CONTINUE)
end
mt.disconnect(conn)
