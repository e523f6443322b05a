// Package model has the names and types of Mattermost's own package that the plugin uses.
package model

import "strings"

// StringInterface holds whatever a post brings along.
type StringInterface map[string]any

// SlackAttachment is a card below a post.
type SlackAttachment struct {
	Pretext string
	Title   string
	Text    string
}

// Post is a message.
type Post struct {
	ChannelId string
	Message   string
	Type      string
	Props     StringInterface
}

// IsSystemMessage tells whether the server wrote it.
func (o *Post) IsSystemMessage() bool {
	return strings.HasPrefix(o.Type, "system_")
}

// Attachments are the cards below it.
func (o *Post) Attachments() []*SlackAttachment {
	attachments, _ := o.Props["attachments"].([]*SlackAttachment)
	return attachments
}
