package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"
)

// api is the server as far as the plugin asks it.
type api struct{ settings Settings }

func (a api) LoadPluginConfiguration(destination any) error {
	*destination.(*Settings) = a.settings
	return nil
}

func TestPostsPassOrAreRejected(t *testing.T) {
	var asked []request
	answers := map[string]string{
		"hold": `{"decision":"hold","reasons":["“Calm down” …"]}`,
		"send": `{"decision":"send","reasons":[]}`,
		"busy": `{"error":"too many requests at once, ask again"}`,
		"junk": `<html>`,
	}
	service := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, in *http.Request) {
		if in.URL.Path != "/"+in.Header.Get("Authorization")[len("Bearer "):]+"/v1/decide" {
			t.Errorf("asked at %s", in.URL.Path)
		}
		asked = nil
		_ = json.NewDecoder(in.Body).Decode(&asked)
		_, _ = out.Write([]byte(answers[in.Header.Get("Authorization")[len("Bearer "):]]))
	}))
	defer service.Close()
	post := &model.Post{ChannelId: "c", Message: "Calm down"}
	for _, row := range []struct {
		answer   string
		settings Settings
		post     *model.Post
		reason   string
	}{
		{"hold", Settings{}, post, "Not sent: “Calm down” …"},
		{"send", Settings{}, post, ""},
		{"hold", Settings{Channels: "a, b"}, post, ""},
		{"hold", Settings{Channels: "a, c"}, post, "Not sent: “Calm down” …"},
		{"hold", Settings{}, &model.Post{Type: "system_join_channel", Message: "ana joined"}, ""},
		{"hold", Settings{}, &model.Post{Message: " "}, ""},
		{"busy", Settings{}, post, unchecked},
		{"junk", Settings{}, post, unchecked},
		{"junk", Settings{FailOpen: true}, post, ""},
		{"gone", Settings{URL: "http://127.0.0.1:1"}, post, unchecked},
		{"gone", Settings{URL: "http://127.0.0.1:1", FailOpen: true}, post, ""},
	} {
		settings := row.settings
		settings.Token = row.answer
		if settings.URL == "" {
			settings.URL = service.URL + "/" + row.answer
		}
		p := &Plugin{}
		p.API = api{settings}
		for name, hook := range map[string]func() (*model.Post, string){
			"posted":  func() (*model.Post, string) { return p.MessageWillBePosted(nil, row.post) },
			"updated": func() (*model.Post, string) { return p.MessageWillBeUpdated(nil, row.post, nil) },
		} {
			kept, reason := hook()
			if reason != row.reason || (kept == nil) != (reason != "") {
				t.Errorf("%s %+v: %v %q", name, row, kept, reason)
			}
		}
	}
}

func TestAttachmentsAreRead(t *testing.T) {
	post := &model.Post{Message: "a", Props: model.StringInterface{
		"attachments": []*model.SlackAttachment{{Pretext: "b", Title: "c", Text: "d"}},
	}}
	all := texts(post)
	if len(all) != 4 || all[3] != "d" {
		t.Errorf("%q", all)
	}
}
