// Package plugin has the names and types of Mattermost's own package that the plugin uses.
package plugin

// Context tells where a call comes from.
type Context struct{}

// API is what a plugin may ask the server for.
type API interface {
	LoadPluginConfiguration(destination any) error
}

// MattermostPlugin is the base of every plugin.
type MattermostPlugin struct {
	API API
}

// ClientMain would serve the plugin to the server.
func ClientMain(any) {}
