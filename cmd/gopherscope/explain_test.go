package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// The explained logs of small programs read as in the golden files: they are for learners, and
// changed words are read like changed code.
func TestExplain(t *testing.T) {
	files, err := filepath.Glob("testdata/explain/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden logs: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil || len(archive.Files) == 0 || len(archive.Files) > 2 {
				t.Fatalf("%s: not a program and a log: %v", file, err)
			}
			log := &archive.Files[len(archive.Files)-1]
			args := []string{"-"} // the program is the other file
			if _, line, ok := strings.Cut(string(archive.Comment), "args:"); ok {
				args = strings.Fields(line)
			}
			got := scope(string(archive.Files[0].Data), nil, append([]string{"events", "--explain"}, args...)...)
			if got.status != 0 || got.stderr != "" {
				t.Fatal(got)
			}
			if flag.Lookup("update").Value.String() == "true" { // as of the golden pictures
				log.Data = []byte(got.stdout)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got.stdout != string(log.Data) {
				t.Errorf("the log reads\n%s\nwant\n%s", got.stdout, log.Data)
			}
		})
	}
}

// The log tells where a decision would have gone otherwise with the rule that is broken, and only
// while it is.
func TestExplainTellsOfBrokenRules(t *testing.T) {
	for _, tt := range []struct{ off, body, want string }{
		{"stealing", `for range 3 { go spin() }; spin()`, "Stealing is off: P1 goes to sleep, although 2 goroutines are queued on P0."},
		{"preemption", `runtime.GOMAXPROCS(1); go spin(); for range 3 { spin() }; runtime.Gosched()`, "Preemption is off: G1 gives P0 up only now, after 60 ms."},
		{"runnext", `for range 3 { go spin() }; runtime.Gosched()`, "runnext is off: G8 would run next. It joins the tail of P0's queue, behind 2 others."},
		{"netpoll", `travel()`, "The network poller is off: G1 would park here and M0 go on with others. Now M0 waits for the network, too."},
	} {
		const program = `package main

import "runtime"

//scope:cost 20ms
func spin() {}

//scope:network 1ms
func travel() {}

func main() { runtime.NumCPU(); %s }
`
		src := fmt.Sprintf(program, tt.body)
		for _, off := range []bool{false, true} {
			text := src
			if off {
				text = "//scope:off " + tt.off + "\n" + src
			}
			got := scope(text, nil, "events", "--procs", "2", "--explain", "-")
			if got.status != 0 || strings.Contains(got.stdout, tt.want) != off || strings.Contains(got.stdout, " is off: ") != off {
				t.Errorf("%s off %v: %q missing or too much, in\n%s", tt.off, off, tt.want, got)
			}
		}
	}
}
