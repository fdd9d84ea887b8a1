//go:build gopherscope

// Package flag reads a program's flags: -name, -name=value and -name value.
package flag

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// ErrHelp is the error of -help and -h where no such flag is defined.
var ErrHelp = errors.New("flag: help requested")

// An ErrorHandling says what Parse does about an error.
type ErrorHandling int

const (
	ContinueOnError ErrorHandling = iota
	ExitOnError                   // with status 2, or 0 for ErrHelp
	PanicOnError
)

// A Flag is one flag.
type Flag struct {
	Name     string
	Usage    string
	Value    Value
	DefValue string // the default, as text
}

// A FlagSet is a set of flags.
type FlagSet struct {
	Usage func() // called on an error; nil prints the defaults

	name     string
	parsed   bool
	actual   map[string]*Flag // those that were set
	formal   map[string]*Flag // all
	args     []string         // what follows the flags
	handling ErrorHandling
	output   io.Writer // nil is os.Stderr
}

func NewFlagSet(name string, errorHandling ErrorHandling) *FlagSet {
	f := &FlagSet{name: name, handling: errorHandling}
	f.Usage = f.defaultUsage
	return f
}

func (f *FlagSet) Init(name string, errorHandling ErrorHandling) {
	f.name, f.handling = name, errorHandling
}

func (f *FlagSet) Name() string                 { return f.name }
func (f *FlagSet) ErrorHandling() ErrorHandling { return f.handling }
func (f *FlagSet) SetOutput(output io.Writer)   { f.output = output }
func (f *FlagSet) Parsed() bool                 { return f.parsed }
func (f *FlagSet) NFlag() int                   { return len(f.actual) }
func (f *FlagSet) NArg() int                    { return len(f.args) }
func (f *FlagSet) Args() []string               { return f.args }
func (f *FlagSet) Lookup(name string) *Flag     { return f.formal[name] }

func (f *FlagSet) Output() io.Writer {
	if f.output == nil {
		return os.Stderr
	}
	return f.output
}

func (f *FlagSet) Arg(i int) string {
	if i < 0 || i >= len(f.args) {
		return ""
	}
	return f.args[i]
}

// VisitAll calls fn for all flags in the order of names, Visit for those that were set.
func (f *FlagSet) VisitAll(fn func(*Flag)) { visit(f.formal, fn) }
func (f *FlagSet) Visit(fn func(*Flag))    { visit(f.actual, fn) }

func visit(flags map[string]*Flag, fn func(*Flag)) {
	names := make([]string, 0, len(flags))
	for name := range flags {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fn(flags[name])
	}
}

// Set sets a flag's value.
func (f *FlagSet) Set(name, value string) error {
	flag := f.formal[name]
	if flag == nil {
		return fmt.Errorf("no such flag -%v", name)
	}
	if err := flag.Value.Set(value); err != nil {
		return err
	}
	f.mark(flag)
	return nil
}

func (f *FlagSet) mark(flag *Flag) {
	if f.actual == nil {
		f.actual = make(map[string]*Flag)
	}
	f.actual[flag.Name] = flag
}

// Var defines a flag.
func (f *FlagSet) Var(value Value, name, usage string) {
	switch {
	case strings.HasPrefix(name, "-"):
		panic(f.say("flag %q begins with -", name))
	case strings.Contains(name, "="):
		panic(f.say("flag %q contains =", name))
	}
	if f.formal[name] != nil {
		if f.name == "" {
			panic(f.say("flag redefined: %s", name))
		}
		panic(f.say("%s flag redefined: %s", f.name, name))
	}
	if f.formal == nil {
		f.formal = make(map[string]*Flag)
	}
	f.formal[name] = &Flag{name, usage, value, value.String()}
}

// say prints a message and returns it.
func (f *FlagSet) say(format string, a ...any) string {
	msg := fmt.Sprintf(format, a...)
	fmt.Fprintln(f.Output(), msg)
	return msg
}

// fail prints a message and the usage, and returns the message as an error.
func (f *FlagSet) fail(format string, a ...any) error {
	msg := f.say(format, a...)
	f.usage()
	return errors.New(msg)
}

func (f *FlagSet) usage() {
	if f.Usage == nil {
		f.defaultUsage()
	} else {
		f.Usage()
	}
}

func (f *FlagSet) defaultUsage() {
	if f.name == "" {
		fmt.Fprintf(f.Output(), "Usage:\n")
	} else {
		fmt.Fprintf(f.Output(), "Usage of %s:\n", f.name)
	}
	f.PrintDefaults()
}

// PrintDefaults prints all flags with what they mean.
func (f *FlagSet) PrintDefaults() {
	f.VisitAll(func(flag *Flag) {
		line := "  -" + flag.Name
		name, usage := UnquoteUsage(flag)
		if name != "" {
			line += " " + name
		}
		if len(line) <= 4 {
			line += "\t" // a one-letter flag without a value: on the same line
		} else {
			line += "\n    \t"
		}
		line += strings.ReplaceAll(usage, "\n", "\n    \t")
		if !zero(flag) {
			if _, ok := flag.Value.(*stringValue); ok {
				line += fmt.Sprintf(" (default %q)", flag.DefValue)
			} else {
				line += fmt.Sprintf(" (default %v)", flag.DefValue)
			}
		}
		fmt.Fprintln(f.Output(), line)
	})
}

// zero tells whether a flag's default is the zero value of its type.
func zero(flag *Flag) bool {
	switch flag.DefValue {
	case "", "0", "false":
		return true
	case "0s":
		_, ok := flag.Value.(*durationValue)
		return ok
	}
	return false
}

// UnquoteUsage returns the name of a flag's value, which stands in back quotes in its usage
// or follows from its type, and the usage without the quotes.
func UnquoteUsage(flag *Flag) (name string, usage string) {
	usage = flag.Usage
	if before, rest, ok := strings.Cut(usage, "`"); ok {
		if name, after, ok := strings.Cut(rest, "`"); ok {
			return name, before + name + after
		}
	}
	name = "value"
	switch v := flag.Value.(type) {
	case boolFlag:
		if v.IsBoolFlag() {
			name = ""
		}
	case *durationValue:
		name = "duration"
	case *float64Value:
		name = "float"
	case *intValue, *int64Value:
		name = "int"
	case *stringValue:
		name = "string"
	case *uintValue, *uint64Value:
		name = "uint"
	}
	return name, usage
}

// Parse reads the flags at the start of arguments.
func (f *FlagSet) Parse(arguments []string) error {
	f.parsed = true
	f.args = arguments
	for {
		more, err := f.parseOne()
		if more {
			continue
		}
		if err == nil {
			return nil
		}
		switch f.handling {
		case ExitOnError:
			if err == ErrHelp {
				os.Exit(0)
			}
			os.Exit(2)
		case PanicOnError:
			panic(err)
		}
		return err
	}
}

// parseOne reads one flag; more is false at the first argument that is none.
func (f *FlagSet) parseOne() (more bool, err error) {
	if len(f.args) == 0 {
		return false, nil
	}
	arg := f.args[0]
	if len(arg) < 2 || arg[0] != '-' {
		return false, nil
	}
	if arg == "--" {
		f.args = f.args[1:]
		return false, nil
	}
	name := strings.TrimPrefix(arg[1:], "-")
	if name == "" || name[0] == '-' || name[0] == '=' {
		return false, f.fail("bad flag syntax: %s", arg)
	}
	f.args = f.args[1:]
	name, value, hasValue := strings.Cut(name, "=")
	flag := f.formal[name]
	if flag == nil {
		if name == "help" || name == "h" {
			f.usage()
			return false, ErrHelp
		}
		return false, f.fail("flag provided but not defined: -%s", name)
	}
	if b, ok := flag.Value.(boolFlag); ok && b.IsBoolFlag() {
		if !hasValue {
			value = "true"
		}
		if err := flag.Value.Set(value); err != nil {
			return false, f.fail("invalid boolean value %q for -%s: %v", value, name, err)
		}
		f.mark(flag)
		return true, nil
	}
	if !hasValue {
		if len(f.args) == 0 {
			return false, f.fail("flag needs an argument: -%s", name)
		}
		value, f.args = f.args[0], f.args[1:]
	}
	if err := flag.Value.Set(value); err != nil {
		return false, f.fail("invalid value %q for flag -%s: %v", value, name, err)
	}
	f.mark(flag)
	return true, nil
}

// CommandLine is the set of the package's functions.
var CommandLine = NewFlagSet(os.Args[0], ExitOnError)

// Usage prints what the flags of the program are.
var Usage = func() {
	fmt.Fprintf(CommandLine.Output(), "Usage of %s:\n", os.Args[0])
	PrintDefaults()
}

func init() { CommandLine.Usage = func() { Usage() } }

func Parse()                              { CommandLine.Parse(os.Args[1:]) }
func Parsed() bool                        { return CommandLine.Parsed() }
func Args() []string                      { return CommandLine.args }
func Arg(i int) string                    { return CommandLine.Arg(i) }
func NArg() int                           { return len(CommandLine.args) }
func NFlag() int                          { return len(CommandLine.actual) }
func Lookup(name string) *Flag            { return CommandLine.formal[name] }
func Set(name, value string) error        { return CommandLine.Set(name, value) }
func PrintDefaults()                      { CommandLine.PrintDefaults() }
func Visit(fn func(*Flag))                { CommandLine.Visit(fn) }
func VisitAll(fn func(*Flag))             { CommandLine.VisitAll(fn) }
func Var(value Value, name, usage string) { CommandLine.Var(value, name, usage) }

// Durations and texts of errors.
var (
	errParse = errors.New("parse error")
	errRange = errors.New("value out of range")
)

type durationValue time.Duration

func (d *durationValue) Get() any       { return time.Duration(*d) }
func (d *durationValue) String() string { return time.Duration(*d).String() }

func (d *durationValue) Set(s string) error {
	v, err := time.ParseDuration(s)
	*d = durationValue(v)
	if err != nil {
		return errParse
	}
	return nil
}
