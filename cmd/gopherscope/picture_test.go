package main

import (
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopherscope/render/paint/painttest"
)

// Three lessons at the instant that they are about, in both themes. After a change of what a
// program costs, of its words or of the window, look at the new pictures of -update.
func TestPictures(t *testing.T) {
	for _, tt := range []struct {
		scenario, event string
		nth             int
	}{
		{"steal", "GoSteal", 1}, // half of P0's queue
		{"mutex", "GoBlock", 4}, // four wait for the lock that main holds
		{"select", "GoBlock", 3},
	} {
		at := instant(t, tt.scenario, tt.event, tt.nth)
		for _, theme := range []string{"dark", "light"} {
			t.Run(tt.scenario+"-"+theme, func(t *testing.T) {
				file := filepath.Join(t.TempDir(), "picture.png")
				got := scope("", nil, "render", tt.scenario, "--at", at, "--theme", theme, "-o", file)
				if got.status != 0 {
					t.Fatalf("render: %v", got)
				}
				f, err := os.Open(file)
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close()
				img, err := png.Decode(f)
				if err != nil {
					t.Fatal(err)
				}
				painttest.Golden(t, tt.scenario+"-"+theme, img)
			})
		}
	}
}

// instant returns when the nth event of a kind happens in a scenario.
func instant(t *testing.T, scenario, event string, nth int) string {
	t.Helper()
	for line := range strings.Lines(scope("", nil, "events", scenario).stdout) {
		if fields := strings.Fields(line); slices.Contains(fields, event) {
			if nth--; nth == 0 {
				return fields[0]
			}
		}
	}
	t.Fatalf("%s has no such %s", scenario, event)
	return ""
}
