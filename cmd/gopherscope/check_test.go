package main

import (
	"os"
	"strings"
	"testing"
)

// Each want is held against the run, at its own line.
func TestCheck(t *testing.T) {
	const (
		prints = "\nfunc main() {\n\tprintln(\"to standard error\")\n\tfmt.Println(\"one\")\n\tfmt.Println(\"two\")\n}\n"
		panics = "\nfunc main() {\n\tfmt.Println(\"one\")\n\tpanic(\"boom\")\n}\n"
		stuck  = "\nfunc main() {\n\tfmt.Println(\"one\")\n\tselect {}\n}\n"
		fatal  = "\nfunc main() {\n\tfmt.Print()\n\tvar f func()\n\tgo f()\n}\n"
		leaks  = "\nfunc main() {\n\tfmt.Println()\n\tc := make(chan int)\n\tgo func() { <-c }()\n\tgo func() { c <- 1 }()\n\tgo func() { <-c }()\n\tfor range 1000 {\n\t\truntime.Gosched()\n\t}\n}\n"
	)
	tests := []struct{ name, wants, program, fault string }{
		{"nothing is wanted", "", prints, ""},
		{"ok", "ok", prints, ""},
		{"a line", "output two", prints, ""},
		{"lines in order", "output one\noutput two", prints, ""},
		{"a panic", "panic boom", panics, ""},
		{"a panic after a line", "output one\npanic", panics, ""},
		{"a deadlock", "deadlock", stuck, ""},
		{"a fatal error", "fatal nil func", fatal, ""},
		{"a leak", "leak", leaks, ""},
		{"a leak of a kind", "ok\nleak chan receive (leaked)", leaks, ""},

		{"no such line", "output three", prints, "x.go:1:1: //scope:want output three: no such line was printed; it printed\n\tone\n\ttwo\n"},
		{"only whole lines", "output on", prints, "x.go:1:1: //scope:want output on: no such line"},
		{"standard error is not output", "output to standard error", prints, "x.go:1:1: //scope:want output to standard error: no such line"},
		{"lines in the other order", "output two\noutput one", prints, "x.go:2:1: //scope:want output one: no such line"},
		{"a death that nobody wants", "output one", panics, "x.go:1:1: the program ended otherwise than with status 0: panic, status 2\n\tpanic: boom\n"},
		{"no panic", "panic", prints, "x.go:1:1: //scope:want panic: the program ended otherwise: main returned, status 0\n"},
		{"another panic", "panic bang", panics, "x.go:1:1: //scope:want panic bang: it died of something else:\n\tpanic: boom\n"},
		{"a deadlock is no panic", "panic", stuck, "x.go:1:1: //scope:want panic: the program ended otherwise: deadlock, status 2\n"},
		{"not modelled", "race", prints, "x.go:1:1: //scope:want race is not modelled yet\n\thint: "},
		{"no leak", "leak", prints, "x.go:1:1: //scope:want leak: no goroutine is leaked at the end\n\thint: "},
		{"another leak", "leak chan send", leaks, "x.go:1:1: //scope:want leak chan send: others are leaked:\n\tgoroutine 7 [chan receive (leaked)]:\n\tmain.main.func1()\n"},
		{"does not compile", "ok", "\nfunc main() { fmt.Println(x) }\n", "x.go:11:27: undefined: x\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			source := ""
			for want := range strings.Lines(tt.wants) {
				source += "//scope:want " + want
			}
			source += "\npackage main\n\nimport (\n\t\"fmt\"\n\t\"runtime\"\n)\n\nvar _ = runtime.GC\n" + tt.program
			if err := os.WriteFile("x.go", []byte(source), 0o666); err != nil {
				t.Fatal(err)
			}
			got := scope("", nil, "check", "x.go")
			want := ending{stdout: "ok x.go\n"}
			if tt.fault != "" {
				want = ending{status: statusFault, stderr: tt.fault}
				got.stderr = got.stderr[:min(len(got.stderr), len(want.stderr))]
			}
			if got != want {
				t.Errorf("wants %q of\n%s\ngot\n%v\nwant\n%v", tt.wants, source, got, want)
			}
		})
	}
}

// One faulty scenario does not keep the others from being checked.
func TestCheckMany(t *testing.T) {
	got := scope("", nil, "check", "hello", "none.go", "deadlock")
	if got.status != statusFault || got.stdout != "ok hello\nok deadlock\n" || !strings.HasPrefix(got.stderr, "none.go: there is no such file\n") {
		t.Errorf("got\n%v", got)
	}
}
