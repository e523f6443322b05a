// Mattermost, a server plugin: a post that should not leave is rejected with the reason, new or edited.
package main

import (
	"strings"

	"github.com/mattermost/mattermost/server/public/model"
	"github.com/mattermost/mattermost/server/public/plugin"
)

// Plugin asks the service about posts in some channels.
type Plugin struct {
	plugin.MattermostPlugin
}

// Settings are those of the system console.
type Settings struct {
	URL      string
	Token    string
	Channels string // the ids of the channels that customers read, with commas between; all channels, when empty
	FailOpen bool   // whether posts pass while the service is gone
}

// MessageWillBePosted rejects a post by answering words.
func (p *Plugin) MessageWillBePosted(_ *plugin.Context, post *model.Post) (*model.Post, string) {
	return p.decide(post)
}

// MessageWillBeUpdated rejects an edit by answering no post; the words are the reason.
func (p *Plugin) MessageWillBeUpdated(_ *plugin.Context, newPost, _ *model.Post) (*model.Post, string) {
	return p.decide(newPost)
}

func (p *Plugin) decide(post *model.Post) (*model.Post, string) {
	settings := Settings{URL: "http://127.0.0.1:8787"}
	if err := p.API.LoadPluginConfiguration(&settings); err != nil {
		return nil, unchecked
	}
	// What the server itself says, such as that somebody has joined, was written by nobody.
	if post.IsSystemMessage() || !isChecked(settings.Channels, post.ChannelId) {
		return post, ""
	}
	if reason := reasonToHold(settings, texts(post)); reason != "" {
		return nil, reason
	}
	return post, ""
}

// texts are all words of a post, those of its attachments too.
func texts(post *model.Post) []string {
	all := []string{post.Message}
	for _, attachment := range post.Attachments() {
		all = append(all, attachment.Pretext, attachment.Title, attachment.Text)
	}
	return all
}

func isChecked(channels, id string) bool {
	if strings.TrimSpace(channels) == "" {
		return true
	}
	for _, known := range strings.Split(channels, ",") {
		if strings.TrimSpace(known) == id {
			return true
		}
	}
	return false
}

func main() {
	plugin.ClientMain(&Plugin{})
}
