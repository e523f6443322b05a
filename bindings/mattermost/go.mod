module tactful

go 1.18

require github.com/mattermost/mattermost/server/public v0.1.0

// Tests alone: the real module needs a newer Go than Debian 12 has. Take this line out to build the plugin.
replace github.com/mattermost/mattermost/server/public => ./standin
