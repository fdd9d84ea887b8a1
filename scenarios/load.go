package scenarios

import (
	"embed"
	"errors"
	"fmt"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
)

// MaxSource is the largest source that is accepted, in bytes. A lesson has some
// kilobytes; the bound keeps a wrong argument (a log, a device) from filling memory.
const MaxSource = 4 << 20

//go:embed */main.go
var files embed.FS

// order lists the built-ins as they are best taught.
var order = []string{
	// the scheduler
	"tour", "hello", "parallel", "steal", "overflow", "preempt", "handoff", "network", "timers",
	// channels
	"unbuffered", "buffered", "closeorder", "select", "pipeline", "pool", "leak", "million",
	// locks
	"waitgroup", "mutex", "starve", "rwmutex", "race", "deadlock",
	// the language and its library
	"context", "panic", "interfaces", "slices", "escape", "maps", "mapwrites",
	// memory
	"stack", "tricolor", "greentea", "assist", "barrier", "pacing", "sliceleak", "finalizer", "poolgc",
	// programs
	"cache", "join", "http", "rpc",
}

// Info is what a list of scenarios shows of one.
type Info struct {
	Name        string // what the command line calls it
	Title       string // first sentence of the package comment, without its full stop
	Description string // the rest of the package comment, paragraphs apart by an empty line
}

// List returns the built-in scenarios in teaching order.
func List() []Info { return append([]Info(nil), list()...) }

var list = sync.OnceValue(func() []Info {
	infos := make([]Info, len(order))
	for i, name := range order {
		text, err := files.ReadFile(path.Join(name, "main.go"))
		if err != nil {
			panic("scenarios: " + err.Error())
		}
		s, err := Source{name, name, text}.Parse()
		if err != nil {
			panic("scenarios: " + err.Error())
		}
		infos[i] = Info{name, s.Title, s.Description}
	}
	return infos
})

// An Error is a fault in a scenario or in its name, with a way out where there is one.
type Error struct {
	Pos  token.Position // the file alone if the fault has no line
	Msg  string         // lower case, no full stop
	Hint string         // "" if there is nothing to advise
	// Syntax says that the source is no Go. Package program tells all that is wrong with it.
	Syntax bool
}

// Error returns position and message, and the hint on a line of its own under them.
func (e *Error) Error() string {
	text := e.Msg
	if e.Pos.Filename != "" || e.Pos.IsValid() {
		text = e.Pos.String() + ": " + text
	}
	if e.Hint != "" {
		text += "\n\thint: " + e.Hint
	}
	return text
}

// A Source is a scenario as it was read.
type Source struct {
	Name string // for titles and lists
	File string // for positions
	Text []byte
}

// Load reads a scenario and finds what its comments say: Read, and then Parse.
func Load(arg string, stdin io.Reader) (*Scenario, error) {
	src, err := Read(arg, stdin)
	if err != nil {
		return nil, err
	}
	return src.Parse()
}

// Read reads the built-in called arg, the .go file at path arg, or, for "-", stdin. It stops
// after MaxSource bytes, and one more by which Parse knows. Its errors are *Error.
func Read(arg string, stdin io.Reader) (Source, error) {
	switch {
	case arg == "-":
		return read("stdin", "stdin.go", stdin)
	case isPath(arg):
		return open(arg)
	}
	file := path.Join(arg, "main.go")
	if text, err := files.ReadFile(file); err == nil {
		return Source{arg, file, text}, nil
	}
	return Source{}, unknown(arg)
}

// isPath reports whether arg names a file; a built-in's name has neither dot nor slash.
func isPath(arg string) bool {
	return strings.ContainsAny(arg, `/\.`)
}

// unknown explains that no built-in is called arg.
func unknown(arg string) *Error {
	hint := "gopherscope list names the built-in scenarios"
	if info, err := os.Stat(arg); err == nil && !info.IsDir() {
		hint = fmt.Sprintf("for the file of that name write ./%s", arg)
	} else if near := closest(arg, order); len(near) > 0 {
		hint = fmt.Sprintf("did you mean %s?", strings.Join(near, " or "))
	}
	return &Error{Msg: fmt.Sprintf("no scenario is called %q", arg), Hint: hint}
}

// open reads the scenario in the file at name.
func open(name string) (Source, error) {
	f, err := os.Open(name)
	if err != nil {
		return Source{}, failed(name, err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return Source{}, &Error{
			Pos:  token.Position{Filename: name},
			Msg:  "is a folder",
			Hint: "a scenario is one .go file: name the file",
		}
	}
	base := strings.TrimSuffix(path.Base(strings.ReplaceAll(name, `\`, "/")), ".go")
	return read(base, name, f)
}

// read reads what r has to give, under the names a list and a position show.
func read(name, file string, r io.Reader) (Source, error) {
	text, err := io.ReadAll(io.LimitReader(r, MaxSource+1))
	if err != nil {
		return Source{}, failed(file, err)
	}
	return Source{name, file, text}, nil
}

// failed turns an error of the file system into an Error about file.
func failed(file string, err error) *Error {
	e := &Error{Pos: token.Position{Filename: file}}
	var pe *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Msg = "there is no such file"
		e.Hint = "give the path of a .go file, or the name of a built-in scenario (gopherscope list)"
	case errors.As(err, &pe):
		e.Msg = pe.Err.Error()
	default:
		e.Msg = err.Error()
	}
	return e
}
