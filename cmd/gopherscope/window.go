package main

// windowCommand is what runs when no sub-command is named.
var windowCommand = &command{
	args: "[SCENARIO]",
	help: "the window (no SCENARIO: the tour)",
	max:  1, shared: true,
	run: func(s *session) (int, error) {
		return 0, s.misuse("this build has no window", "gopherscope run SCENARIO")
	},
}
