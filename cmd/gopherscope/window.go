package main

import (
	"fmt"
	"runtime"

	"gopherscope/render"
)

// windowCommand is what runs when no sub-command is named.
var windowCommand = &command{
	args: "[SCENARIO]",
	help: "the window (no SCENARIO: the tour)",
	max:  1, shared: true,
	run: func(s *session) (int, error) {
		name := "tour"
		if len(s.scenarios) > 0 {
			name = s.scenarios[0]
		}
		l, err := s.open(name)
		if err != nil {
			return 0, err
		}
		// Without an X server the window's library would look for a frame buffer device.
		if runtime.GOOS == "linux" && s.getenv("DISPLAY") == "" {
			return 0, noDisplay("DISPLAY is not set")
		}
		if err := render.Run(newDeck(s, name, l), render.Options{}); err != nil {
			return 0, noDisplay(err.Error())
		}
		return 0, nil
	},
}

// noDisplay is the error of a window that cannot open.
func noDisplay(why string) error {
	return fmt.Errorf("gopherscope: no display for the window: %s\n\thint: gopherscope run, events and render need none", why)
}
