package scenarios

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

func ExampleSource_Parse() {
	s, err := Source{File: "lesson.go", Text: []byte(`// Work stealing. Idle Ps take half of a queue.
//
//scope:procs 4
//scope:want output done
package main

func main() {
	//scope:ask Who runs next?
	println("done")
}

//scope:cost 2ms
func work() {}
`)}.Parse()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s: %s\n", s.Title, s.Description)
	fmt.Println("procs", s.Settings.Procs.Or(1), "runq", s.Settings.Runq.Or(MaxRunq))
	for _, w := range s.Settings.Wants {
		fmt.Println("want", w.Kind, w.Text)
	}
	for _, d := range s.Directives {
		fmt.Printf("%d: %s %q %v at %d:%d %q\n", d.Line, d.Kind, d.Text, d.D, d.TargetLine, d.TargetCol, d.Func)
	}
	// Output:
	// Work stealing: Idle Ps take half of a queue.
	// procs 4 runq 256
	// want output done
	// 8: ask "Who runs next?" 0s at 9:2 ""
	// 12: cost "" 2ms at 13:6 "work"
}

func TestSettings(t *testing.T) {
	s, err := parse(`//scope:procs 8
//scope:gogc off
//scope:memlimit 64MiB
//scope:seed 18446744073709551615
//scope:runq 8
//scope:minheap 128KiB
//scope:view both
//scope:godebug gctrace=1,schedtrace=10
//scope:godebug schedtrace=20
//scope:off stealing runnext
//scope:off stealing barrier
//scope:want panic boom and more
//scope:want deadlock

// A title of
// two lines. And a text
// of two.
package main
`)
	if err != nil {
		t.Fatal(err)
	}
	want := Settings{
		Procs: Some(8), GCPercent: Some(GCOff), MemLimit: Some(int64(64 << 20)), Seed: Some(uint64(1<<64 - 1)),
		Runq: Some(8), MinHeap: Some(int64(128 << 10)), View: ViewBoth,
		Debug: map[string]string{"gctrace": "1", "schedtrace": "20"},
		Off:   []string{"stealing", "runnext", "barrier"},
		Wants: []Want{{"panic", "boom and more", 12}, {"deadlock", "", 13}},
	}
	if !reflect.DeepEqual(s.Settings, want) {
		t.Errorf("got  %+v\nwant %+v", s.Settings, want)
	}
	if s.Title != "A title of two lines" || s.Description != "And a text\nof two." {
		t.Errorf("title %q, description %q", s.Title, s.Description)
	}
}

func TestOverTakesWhatWasLeftOpen(t *testing.T) {
	flags := Settings{Procs: Some(2), Debug: map[string]string{"gctrace": "1"}}
	file := Settings{
		Procs: Some(8), GCPercent: Some(50), MemLimit: Some(int64(1)), Seed: Some(uint64(7)), Runq: Some(4),
		MinHeap: Some(int64(2)), View: ViewHeap, Debug: map[string]string{"gctrace": "0", "schedtrace": "5"},
		Off: []string{"netpoll"}, Wants: []Want{{Kind: "ok"}},
	}
	want := file
	want.Procs = Some(2)
	want.Debug = map[string]string{"gctrace": "1", "schedtrace": "5"}
	if got := flags.Over(file); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func parse[T string | []byte](text T) (*Scenario, error) {
	return Source{File: "x.go", Text: []byte(text)}.Parse()
}

// A directive's target is the statement that follows it in the same list of statements.
func TestTargets(t *testing.T) {
	const source = `package main

func (t *T[K]) m() {
	//scope:note before if
	if x := f(); x {
		//scope:stop
		g()
	} else {
		//scope:note in else

		// an ordinary comment between
		h()
	}
	switch {
	case true:
		//scope:note in case
		g()
	}
	select {
	case <-c:
		//scope:note in select
		g()
	}
	//scope:note a label is not run
outer:
	//scope:note after the label
	for {
		go func() {
			//scope:ask in a function literal?
			h()
		}()
		break outer
	}
	//scope:note one
	//scope:note two
	defer g()
	{
		//scope:note in a block
		var x int
	}
}

// doc
//
//scope:syscall 10us
func (t *T[K]) read() {}

//scope:network 1h2m
func (T) poll()
`
	s, err := parse(source)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(source, "\n")
	got := []string{}
	for _, d := range s.Directives {
		got = append(got, fmt.Sprintf("%s %s%s: %s", d.Kind, d.Text, d.Func, lines[d.TargetLine-1][d.TargetCol-1:]))
	}
	want := []string{
		"note before if: if x := f(); x {",
		"stop : g()",
		"note in else: h()",
		"note in case: g()",
		"note in select: g()",
		"note a label is not run: for {",
		"note after the label: for {",
		"ask in a function literal?: h()",
		"note one: defer g()",
		"note two: defer g()",
		"note in a block: var x int",
		"syscall T.read: read() {}",
		"network T.poll: poll()",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if d := s.Directives[12].D; d != time.Hour+2*time.Minute {
		t.Errorf("duration of the last is %v", d)
	}
}

func TestFaults(t *testing.T) {
	tests := []struct{ name, source, want, hint string }{
		{"empty file", "", "x.go:1:1: expected 'package', found 'EOF'", "go vet"},
		{"not Go", "hello\n", "x.go:1:1: expected 'package', found hello", "go vet"},
		{"binary", "\x7fELF\x02\x01\x01\x00", "x.go:1:1: illegal character U+007F", "go vet"},
		{"line comments do not move the place", "package main\n//line /etc/x:7\nfunc 5() {}\n", "x.go:3:6: expected 'IDENT'", ""},
		{"unknown directive", "//scope:workers 4\npackage main", "x.go:1:1: unknown directive //scope:workers", "the directives are ask, cost"},
		{"misspelt directive", "//scope:prcs 4\npackage main", "x.go:1:1: unknown directive //scope:prcs", "did you mean //scope:procs?"},
		{"no name", "//scope:\npackage main", "x.go:1:1: unknown directive //scope:", "the directives are"},
		{"no value", "//scope:procs\npackage main", `x.go:1:1: //scope:procs: "" is not possible`, "from 1 to 256"},
		{"too many Ps", "//scope:procs 257\npackage main", `x.go:1:1: //scope:procs: "257" is not possible`, "from 1 to 256"},
		{"negative GOGC", "//scope:gogc -1\npackage main", `x.go:1:1: //scope:gogc: "-1" is not possible`, "or off"},
		{"size with the wrong unit", "//scope:memlimit 4GB\npackage main", `x.go:1:1: //scope:memlimit: "4GB" is not a size`, "4GiB, or off"},
		{"size out of range", "//scope:minheap 9000000TiB\npackage main", `x.go:1:1: //scope:minheap: "9000000TiB" is too large`, "4GiB"},
		{"seed", "//scope:seed lucky\npackage main", `x.go:1:1: //scope:seed: "lucky" is not possible`, "whole number"},
		{"tiny ring", "//scope:runq 1\npackage main", `x.go:1:1: //scope:runq: "1" is not possible`, "from 2 to 256"},
		{"unknown rule", "//scope:off gravity\npackage main", `x.go:1:1: //scope:off: "gravity" is not possible`, "barrier, stealing"},
		{"no rule", "//scope:off\npackage main", `x.go:1:1: //scope:off: no rule is named`, "barrier"},
		{"unknown view", "//scope:view all\npackage main", `x.go:1:1: //scope:view: "all" is not possible`, "scheduler"},
		{"unknown want", "//scope:want peace\npackage main", `x.go:1:1: //scope:want: "peace" is not possible`, "deadlock"},
		{"godebug without value", "//scope:godebug gctrace\npackage main", `x.go:1:1: //scope:godebug: "gctrace" is not key=value`, "gctrace=1"},
		{"setting inside the program", "package main\n\n//scope:procs 4\nfunc main() {}", "x.go:3:1: //scope:procs: it says nothing here", "before the package clause"},
		{"note before the package", "//scope:note x\npackage main", "x.go:1:1: //scope:note: it says nothing here", "before a statement"},
		{"note on a function", "package main\n\n//scope:note x\nfunc main() {}", "x.go:3:1: //scope:note: it says nothing here", "before a statement"},
		{"note after the last statement", "package main\n\nfunc main() {\n\tf()\n\t//scope:note x\n}", "x.go:5:2: //scope:note: it says nothing here", "before a statement"},
		{"note behind code", "package main\n\nfunc main() {\n\tf() //scope:note x\n\tg()\n}", "x.go:4:6: //scope:note: it says nothing here", "line of its own"},
		{"note behind a brace", "package main\n\nfunc main() { //scope:note x\n\tg()\n}", "x.go:3:15: //scope:note: it says nothing here", "line of its own"},
		{"note before a case", "package main\n\nfunc main() {\n\tswitch {\n\t//scope:note x\n\tcase true:\n\t}\n}", "x.go:5:2: //scope:note: it says nothing here", "before a statement"},
		{"note inside an expression", "package main\n\nfunc main() {\n\tf(\n\t\t//scope:note x\n\t\t1)\n\tg()\n}", "x.go:5:3: //scope:note: it says nothing here", "before a statement"},
		{"note outside functions", "package main\n\n//scope:note x\nvar v = 1", "x.go:3:1: //scope:note: it says nothing here", "before a statement"},
		{"note without text", "package main\n\nfunc main() {\n\t//scope:note\n\tf()\n}", "x.go:4:2: //scope:note: there is no text", "write what"},
		{"note that is not UTF-8", "package main\n\nfunc main() {\n\t//scope:note \xff\n\tf()\n}", "x.go:4:15: illegal UTF-8 encoding", ""},
		{"stop with text", "package main\n\nfunc main() {\n\t//scope:stop here\n\tf()\n}", `x.go:4:2: //scope:stop: unexpected "here"`, "a note has"},
		{"cost in a body", "package main\n\nfunc main() {\n\t//scope:cost 1ms\n\tf()\n}", "x.go:4:2: //scope:cost: it says nothing here", "directly above a function"},
		{"cost of a function with results", "package main\n\n//scope:cost 1ms\nfunc f() int { return 1 }", "x.go:3:1: //scope:cost: f has results, and its body would not be run", "a function without results"},
		{"two ways to pass time", "package main\n\n//scope:cost 1ms\n//scope:network 1ms\nfunc f() {}", "x.go:4:1: //scope:network: f passes its time by //scope:cost already", "keep one"},
		{"a note in a body that is not run", "package main\n\n//scope:cost 1ms\nfunc f() {\n\t//scope:note here\n\tg()\n}", "x.go:5:2: //scope:note: it is never reached: the body of f is not run", "where the function is called"},
		{"cost of nothing", "package main\n\n//scope:cost 0s\nfunc f() {}", `x.go:3:1: //scope:cost: "0s" is not possible`, "150us"},
		{"cost without unit", "package main\n\n//scope:cost 10\nfunc f() {}", `x.go:3:1: //scope:cost: "10" is not possible`, "150us"},
		{"the first of two faults", "//scope:procs 0\n//scope:seed x\npackage main", `x.go:1:1: //scope:procs: "0" is not possible`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := parse(tt.source)
			e, ok := err.(*Error)
			if !ok {
				t.Fatalf("source %q\ngot error %v, want %s", tt.source, err, tt.want)
			}
			if !strings.HasPrefix(e.Error(), tt.want) || !strings.Contains(e.Hint, tt.hint) {
				t.Errorf("source %q\ngot  %s\nwant %s\n\thint: %s", tt.source, e, tt.want, tt.hint)
			}
		})
	}
}

// Comments that only look like directives are the author's own.
func TestNotDirectives(t *testing.T) {
	s, err := parse("// scope:procs 4\n/*scope:procs 4*/\npackage main\n\nvar s = `\n//scope:bad\n`\n")
	if err != nil || s.Settings.Procs.Set || len(s.Directives) != 0 {
		t.Errorf("got %+v, %v; want nothing", s, err)
	}
}

// Whatever stands in a file, the answer is a scenario with targets inside the source, or an
// *Error with a place in it.
func FuzzParse(f *testing.F) {
	for _, name := range order {
		text, _ := files.ReadFile(name + "/main.go")
		f.Add(text)
	}
	f.Add([]byte("//scope:want ok\npackage main\nfunc f() {\nl:\n\t//scope:note x\n\tfor {\n\t}\n}\n//scope:cost 1s\nfunc (T) g()"))
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := parse(text)
		if err != nil {
			e, ok := err.(*Error)
			if !ok || e.Msg == "" || e.Pos.Filename != "x.go" || e.Pos.Line < 1 {
				t.Fatalf("error without a place: %#v", err)
			}
			return
		}
		lines := strings.Split(string(text), "\n")
		for _, d := range s.Directives {
			if d.Line < 1 || d.Line > len(lines) || !strings.Contains(lines[d.Line-1], "//scope:"+string(d.Kind)) {
				t.Fatalf("directive %+v is not on its line", d)
			}
			if d.TargetLine <= d.Line || d.TargetLine > len(lines) || d.TargetCol > len(lines[d.TargetLine-1]) {
				t.Fatalf("directive %+v has no target", d)
			}
		}
	})
}
