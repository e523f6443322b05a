package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

const unchecked = "Not sent: nobody could check this message. Please try again."

var client = &http.Client{Timeout: 2 * time.Second}

type draft struct {
	Text   string `json:"text"`
	Format string `json:"format"`
}

type request struct {
	Version int    `json:"version"`
	Stage   string `json:"stage"`
	Channel string `json:"channel"`
	Draft   draft  `json:"draft"`
}

type decision struct {
	Decision string   `json:"decision"`
	Reasons  []string `json:"reasons"`
}

// reasonToHold asks the service about one message; it is empty when the message may leave.
func reasonToHold(settings Settings, texts []string) string {
	var requests []request
	for _, text := range texts {
		if strings.TrimSpace(text) != "" {
			requests = append(requests, request{1, "final", "chat", draft{text, "markdown"}})
		}
	}
	if len(requests) == 0 {
		return ""
	}
	answer, err := ask(settings, requests)
	switch {
	case err == nil && answer.Decision == "send":
		return ""
	case err == nil && answer.Decision == "hold" && len(answer.Reasons) > 0:
		return "Not sent: " + answer.Reasons[0]
	case settings.FailOpen:
		return ""
	default:
		return unchecked
	}
}

func ask(settings Settings, requests []request) (decision, error) {
	var answer decision
	body, err := json.Marshal(requests)
	if err != nil {
		return answer, err
	}
	asked, err := http.NewRequest(http.MethodPost, settings.URL+"/v1/decide", bytes.NewReader(body))
	if err != nil {
		return answer, err
	}
	asked.Header.Set("Content-Type", "application/json")
	if settings.Token != "" {
		asked.Header.Set("Authorization", "Bearer "+settings.Token)
	}
	response, err := client.Do(asked)
	if err != nil {
		return answer, err
	}
	defer response.Body.Close()
	// A problem has another shape and so no decision.
	return answer, json.NewDecoder(response.Body).Decode(&answer)
}
