package main

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"gopherscope/render/paint/painttest"
)

// Three lessons at the instant that they are about, in both themes. After a change of what a
// program costs, of its words or of the window, look at the new pictures of -update.
func TestPictures(t *testing.T) {
	for _, tt := range []struct{ scenario, at string }{
		{"steal", "20.296us"}, // P3 takes half of P0's queue
		{"mutex", "1.486us"},  // four wait for the lock that main holds
		{"select", "1000.608us"},
	} {
		for _, theme := range []string{"dark", "light"} {
			t.Run(tt.scenario+"-"+theme, func(t *testing.T) {
				file := filepath.Join(t.TempDir(), "picture.png")
				got := scope("", nil, "render", tt.scenario, "--at", tt.at, "--theme", theme, "-o", file)
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
