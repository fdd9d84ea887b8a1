// Command gopherscope shows a Go program run in slow motion: a window with the scheduler's
// and the collector's every decision, or the same run without a window.
//
//	gopherscope [flags] [SCENARIO]               the window (no SCENARIO: the tour)
//	gopherscope run    [flags] SCENARIO          what the program prints, and its exit status
//	gopherscope events [flags] SCENARIO          the event log, a line an event
//	gopherscope check  [flags] SCENARIO...       runs and compares with what //scope:want says
//	gopherscope list                             the built-in scenarios
//	gopherscope render [flags] SCENARIO -o FILE  a picture, without a display
//
// Start with main.go: the table of sub-commands and how an argument list finds its own.
// options.go is what can be told to a run, from flags, environment and directives; open.go
// turns a SCENARIO into a program with its settings. Each sub-command has a file of its name.
//
// The command only joins: scenarios reads, sim/program compiles, sim runs, render shows.
package main
