-- Asks `tactful serve` before a message of a local user leaves Prosody (0.12). See README.md beside this file.
local async = require "util.async";
local http = require "net.http";
local json = require "util.json";
local promise = require "util.promise";
local st = require "util.stanza";
local jid = require "util.jid";

local url = module:get_option_string("tactful_url", "http://127.0.0.1:8787") .. "/v1/decide";
local token = module:get_option_string("tactful_token");
local senders = module:get_option_set("tactful_senders"); -- bare JIDs; all users of the host, when it is not set
local fail_open = module:get_option_boolean("tactful_fail_open", false);
local seconds = module:get_option_number("tactful_timeout", 2);

local headers = { ["Content-Type"] = "application/json" };
if token then headers["Authorization"] = "Bearer " .. token; end

-- What the service says about a message: its decision, or nil when it does not answer.
local function ask(requests)
	return async.wait_for(promise.new(function (resolve)
		local is_late = false;
		module:add_timer(seconds, function ()
			is_late = true;
			resolve(nil);
		end);
		http.request(url, { method = "POST", headers = headers, body = json.encode(requests) }, function (body, code)
			if is_late then return; end
			resolve(code == 200 and json.decode(body) or nil);
		end);
	end));
end

-- Every rendering of a message: clients show one or another.
local function requests_of(stanza)
	local requests = {};
	local subject = stanza:get_child_text("subject");
	local function add(text, format)
		if text and text:find("%S") then
			requests[#requests + 1] = { version = 1, stage = "final", channel = "chat",
				draft = { text = text, format = format, subject = subject } };
			subject = nil;
		end
	end
	add(stanza:get_child_text("body"), "plain");
	local html = stanza:get_child("html", "http://jabber.org/protocol/xhtml-im");
	add(html and tostring(html), "html");
	add(subject, "plain");
	return requests;
end

local function refuse(event, kind, condition, words)
	event.origin.send(st.error_reply(event.stanza, kind, condition, words));
	return true;
end

local function check(event)
	local stanza = event.stanza;
	if stanza.attr.type == "error" then return; end
	if senders and not senders:contains(jid.bare(stanza.attr.from)) then return; end
	local requests = requests_of(stanza);
	if #requests == 0 then return; end
	local answer = ask(requests);
	if not answer then
		if fail_open then
			module:log("warn", "a message passes unchecked: the service does not answer");
			return;
		end
		return refuse(event, "wait", "service-unavailable", "Not sent: nobody could check this message. Please try again.");
	end
	if answer.decision ~= "send" then
		return refuse(event, "modify", "policy-violation", "Not sent: " .. (answer.reasons[1] or "no reason was given"));
	end
end

module:hook("pre-message/bare", check, 100);
module:hook("pre-message/full", check, 100);
module:hook("pre-message/host", check, 100);
