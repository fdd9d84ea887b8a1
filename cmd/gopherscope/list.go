package main

import (
	"fmt"

	"gopherscope/scenarios"
)

var listCommand = &command{
	name: "list",
	help: "the built-in scenarios, a line each",
	run: func(s *session) (int, error) {
		for _, info := range scenarios.List() {
			fmt.Fprintf(s.stdout, "%-12s%s\n", info.Name, info.Title)
		}
		return 0, nil
	},
}
