package main

import (
	"flag"
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
