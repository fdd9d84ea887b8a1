package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Whatever is wrong with a program or with the command line is said with its place and, where
// there is one, a way out; nothing hangs, and nothing brings the host down.
func TestBadInput(t *testing.T) {
	main := func(body string) string { return "package main\n\nfunc main() {\n" + body + "\n}\n" }
	tests := []struct {
		name   string
		source string   // of x.go; standard input for "-"
		args   []string // after run --procs 1; x.go if there are none
		status int
		want   []string // parts of standard error, in this order
	}{
		{"empty file", "", nil, 1, []string{"x.go:1:1: syntax error: package statement must be first", "hint: "}},
		{"not Go", "hello, world\n", nil, 1, []string{"x.go:1:1: syntax error: package statement must be first"}},
		{"syntax", main("\tx := := 1"), nil, 1, []string{"x.go:4:7: syntax error: unexpected :=, expected expression"}},
		{"type error", main("\tvar x int = \"s\"\n\t_ = x"), nil, 1, []string{`x.go:4:14: cannot use "s"`}},
		{"unused variable", main("\tx := 1"), nil, 1, []string{"x.go:4:2: declared and not used: x"}},
		{"package is not main", "package tool\n", nil, 1, []string{"x.go:1:", "package", "main"}},
		{"no main", "package main\n", nil, 1, []string{"x.go:1:", "main"}},
		{"import not modelled", "package main\n\nimport \"net/http\"\n\nvar _ = http.Get\n\nfunc main() {}\n", nil, 1, []string{"x.go:3:8: ", "net/http", "not modelled", "hint: "}},
		{"no such package", "package main\n\nimport _ \"no/such\"\n\nfunc main() {}\n", nil, 1, []string{"x.go:3:", "no/such"}},
		{"unknown directive", "//scope:speed 3\n" + main(""), nil, 1, []string{"x.go:1:1: unknown directive //scope:speed", "hint: "}},
		{"bad value", "//scope:procs many\n" + main(""), nil, 1, []string{`x.go:1:1: //scope:procs: "many" is not possible`, "hint: a number from 1 to 256"}},
		{"standard input", "package main\nvar x int = 1.5\nfunc main() {}\n", []string{"-"}, 1, []string{"stdin.go:2:13: "}},
		{"unknown scenario", "", []string{"helo"}, 1, []string{`no scenario is called "helo"`, "hint: did you mean hello?"}},
		{"no such file", "", []string{"none.go"}, 1, []string{"none.go: there is no such file", "hint: "}},
		{"unknown flag", "", []string{"--proc", "2", "hello"}, 2, []string{"gopherscope: run: unknown flag: --proc", "hint: gopherscope run --help"}},
		{"bad flag", "", []string{"--gogc", "fast", "hello"}, 2, []string{`gopherscope: run: --gogc: "fast" is not possible`, "hint: a percentage such as 100, or off"}},
		{"bad duration", "", []string{"--until", "5", "hello"}, 2, []string{`gopherscope: run: --until: "5" is not possible`, "hint: a virtual time"}},
		{"no scenario", "", []string{}, 2, []string{"gopherscope: run: no SCENARIO is given", "hint: "}},
		{"two scenarios", "", []string{"hello", "tour"}, 2, []string{`gopherscope: run: unexpected argument "tour"`, "hint: usage: gopherscope run [flags] SCENARIO"}},
		{"not modelled", "//scope:godebug inittrace=1\n" + main(""), nil, 1, []string{"x.go:1:1: //scope:godebug inittrace is not modelled yet", "hint: "}},

		{"endless loop", main("\tfor {\n\t}"), []string{"--until", "50ms", "x.go"}, 1, []string{"x.go: given up: ", "50ms of virtual time", "hint: --until"}},
		{"endless sleep", "package main\n\nimport \"time\"\n\nfunc main() {\n\tfor {\n\t\ttime.Sleep(time.Hour)\n\t}\n}\n", nil, 1, []string{"x.go: given up: ", "10m0s of virtual time"}},
		{"endless recursion", "package main\n\nfunc f(n int) int { return f(n+1) + 1 }\n\nfunc main() { println(f(0)) }\n", nil, 2,
			[]string{"runtime: goroutine stack exceeds 1000000000-byte limit\n", "fatal error: stack overflow\n", "runtime.newstack()\n\t/usr/local/go/src/runtime/stack.go:1207\n", "goroutine 1 [running]:\nmain.f(", "x.go:3"}},
		{"allocation without end", main("\tvar keep [][]byte\n\tfor {\n\t\tkeep = append(keep, make([]byte, 1<<20))\n\t}"), nil, 2,
			[]string{"fatal error: runtime: out of memory\n", "goroutine 1 [running]:\nruntime.throw(", "main.main()"}},
		{"one huge allocation", main("\tn := 1 << 40\n\tprintln(len(make([]byte, n)))"), nil, 2,
			[]string{"fatal error: runtime: out of memory", "main.main()"}},
		{"a million goroutines with large frames", main("\tc := make(chan int)\n\tfor range 1_000_000 {\n\t\tgo func() {\n\t\t\tvar a [200]int\n\t\t\ta[<-c] = <-c\n\t\t\tprintln(a[<-c])\n\t\t}()\n\t}\n\tprintln(\"made\")"), nil, 2,
			[]string{"fatal error: runtime: out of memory\n", "main.main()"}},
		{"panic in a goroutine", main("\tgo func() { panic(\"lost\") }()\n\tselect {}"), nil, 2,
			[]string{"panic: lost\n\ngoroutine ", "[running]:\nmain.main.func1()", "x.go:4", "created by main.main in goroutine 1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if err := os.WriteFile("x.go", []byte(tt.source), 0o666); err != nil {
				t.Fatal(err)
			}
			args := append([]string{"run", "--procs", "1"}, tt.args...)
			if tt.args == nil {
				args = append(args, "x.go")
			}
			began := time.Now()
			got := scope(tt.source, nil, args...)
			if took := time.Since(began); took > time.Minute {
				t.Errorf("took %v", took)
			}
			rest := got.stderr
			for _, want := range tt.want {
				_, after, ok := strings.Cut(rest, want)
				if !ok || got.status != tt.status {
					t.Fatalf("gopherscope %q\ngot\n%.3000v\nwant status %d and on standard error\n%s", args, got, tt.status, strings.Join(tt.want, " … "))
				}
				rest = after
			}
		})
	}
}

// A file of 10 MB is refused at once.
func TestHugeSource(t *testing.T) {
	file := filepath.Join(t.TempDir(), "huge.go")
	if err := os.WriteFile(file, []byte("package main\n"+strings.Repeat("// nothing\n", 1<<20)), 0o666); err != nil {
		t.Fatal(err)
	}
	got := scope("", nil, "run", file)
	if got.status != 1 || !strings.Contains(got.stderr, "huge.go:1:1: the source is larger than") || !strings.Contains(got.stderr, "hint: ") {
		t.Errorf("got\n%v", got)
	}
}

// A file just under the limit, of nothing but statements, is compiled or refused, in time.
func TestLargeSource(t *testing.T) {
	file := filepath.Join(t.TempDir(), "large.go")
	source := "package main\n\nvar n int\n\nfunc main() {\n" + strings.Repeat("\tn += 3\n", 100_000) + "\tprintln(n)\n}\n"
	if err := os.WriteFile(file, []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	got := scope("", nil, "run", file)
	if want := (ending{stderr: "300000\n"}); got != want {
		t.Errorf("got\n%.1000v", got)
	}
	if took := time.Since(began); took > time.Minute {
		t.Errorf("took %v", took)
	}
}
