package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// Exit statuses of the command's own; else it exits as the program does.
const (
	statusFault  = 1 // the scenario is at fault, or a picture cannot be written
	statusMisuse = 2 // the command line is
)

func main() {
	h := host{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv}
	os.Exit(h.main(os.Args[1:]))
}

// A host is what the command sees of the world around it.
type host struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
}

// A command is one sub-command. Its run returns the exit status; an error is printed, with
// status statusFault unless it is a misuse.
type command struct {
	name     string // "" is the window
	args     string // usage of what follows the flags
	help     string // a line for the list of commands
	min, max int    // how many SCENARIOs it takes
	shared   bool   // takes the flags that settle a run
	input    bool   // the program's standard input is the command's
	flags    func(*options, *pflag.FlagSet)
	run      func(*session) (status int, err error)
}

// A session is one call of a command.
type session struct {
	host
	options
	cmd       *command
	scenarios []string // the arguments before "--"
	args      []string // the program's own, after it
}

// A misuse is a fault of the command line.
type misuse struct{ msg, hint string }

func (m misuse) Error() string {
	if m.hint == "" {
		return m.msg
	}
	return m.msg + "\n\thint: " + m.hint
}

var commands = []*command{windowCommand, runCommand, eventsCommand, checkCommand, listCommand, renderCommand}

// main runs the command line args and returns the exit status.
func (h host) main(args []string) int {
	cmd := windowCommand
	if len(args) > 0 {
		if args[0] == "help" {
			fmt.Fprint(h.stdout, usage())
			return 0
		}
		if i := slices.IndexFunc(commands, func(c *command) bool { return c.name == args[0] && c.name != "" }); i >= 0 {
			cmd, args = commands[i], args[1:]
		}
	}
	s := &session{host: h, cmd: cmd}
	status, err := s.start(args)
	switch {
	case err == nil:
		return status
	case errors.Is(err, pflag.ErrHelp):
		return 0
	}
	var m misuse
	if errors.As(err, &m) {
		fmt.Fprintf(h.stderr, "gopherscope: %s\n", err)
		return statusMisuse
	}
	fmt.Fprintln(h.stderr, err)
	return statusFault
}

// start reads the flags and runs the command.
func (s *session) start(args []string) (status int, err error) {
	flags := pflag.NewFlagSet(s.cmd.name, pflag.ContinueOnError)
	flags.SortFlags = false
	flags.SetOutput(s.stderr)
	flags.Usage = func() { fmt.Fprint(s.stdout, s.cmd.usage(flags)) }
	if s.cmd.shared {
		s.options.shared(flags)
	}
	if s.cmd.flags != nil {
		s.cmd.flags(&s.options, flags)
	}
	if err := flags.Parse(args); err != nil {
		return 0, s.misread(err)
	}
	s.scenarios = flags.Args()
	if n := flags.ArgsLenAtDash(); n >= 0 {
		s.scenarios, s.args = s.scenarios[:n], s.scenarios[n:]
	}
	switch n := len(s.scenarios); {
	case n < s.cmd.min:
		return 0, s.misuse("no SCENARIO is given", "name a built-in scenario (gopherscope list), a .go file, or - for standard input")
	case n > s.cmd.max:
		hint := "usage: " + s.cmd.line()
		if slices.ContainsFunc(commands, func(c *command) bool { return c.name == s.scenarios[0] && c.name != "" }) {
			hint = "the command comes first: gopherscope " + s.scenarios[0] + " [flags] SCENARIO"
		}
		return 0, s.misuse(fmt.Sprintf("unexpected argument %q", s.scenarios[s.cmd.max]), hint)
	}
	return s.cmd.run(s)
}

// misread turns what the flag library says into a misuse.
func (s *session) misread(err error) error {
	if errors.Is(err, pflag.ErrHelp) {
		return err
	}
	var value *pflag.InvalidValueError
	var own misuse
	if errors.As(err, &value) && errors.As(err, &own) {
		return s.misuse("--"+value.GetFlag().Name+": "+own.msg, own.hint)
	}
	return s.misuse(err.Error(), strings.TrimSpace("gopherscope "+s.cmd.name)+" --help lists the flags")
}

func (s *session) misuse(msg, hint string) error {
	if s.cmd.name != "" {
		msg = s.cmd.name + ": " + msg
	}
	return misuse{msg, hint}
}

// line is the usage of a command in a line.
func (c *command) line() string {
	parts := []string{"gopherscope", c.name, "[flags]", c.args}
	if c.flags == nil && !c.shared {
		parts[2] = ""
	}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " ")
}

// usage is what --help prints for one command.
func (c *command) usage(flags *pflag.FlagSet) string {
	if c.name == "" {
		return usage() + "\nFlags:\n" + flags.FlagUsages()
	}
	text := fmt.Sprintf("usage: %s\n\n%s\n", c.line(), c.help)
	if flags.HasFlags() {
		text += "\nFlags:\n" + flags.FlagUsages()
	}
	return text
}

// usage is the list of commands.
func usage() string {
	width := 0
	for _, c := range commands {
		width = max(width, len(c.line()))
	}
	text := "gopherscope shows a Go program run in slow motion.\n\n"
	for _, c := range commands {
		text += fmt.Sprintf("  %-*s  %s\n", width, c.line(), c.help)
	}
	return text + "\nSCENARIO is a built-in name, a path to a .go file, or - for standard input.\n" +
		"gopherscope COMMAND --help lists the flags of a command.\n"
}
