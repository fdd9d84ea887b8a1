//go:build ignore

// This program writes api.txt: the names that packages of Go's standard library export,
// taken from the lists in GOROOT/api. A line is a package: its path, then its names;
// methods and fields are written Type.Name.
package main

import (
	"bufio"
	"fmt"
	"log"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

var (
	line   = regexp.MustCompile(`^pkg ([\w/.]+)(?: \([^)]*\))?, (.*)$`)
	member = regexp.MustCompile(`^method \(\*?(\w+)(?:\[.*?\])?\) (\w+)`)
	inside = regexp.MustCompile(`^type (\w+)(?:\[.*?\])? (?:struct|interface), (?:embedded )?\*?(\w+)`)
	plain  = regexp.MustCompile(`^(?:func|type|const|var) (\w+)`)
)

func main() {
	log.SetFlags(0)
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		log.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(root)), "api", "go1*.txt"))
	if err != nil || len(files) == 0 {
		log.Fatalf("no lists in GOROOT/api: %v", err)
	}
	names := map[string]map[string]bool{}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			log.Fatal(err)
		}
		for s := bufio.NewScanner(f); s.Scan(); {
			m := line.FindStringSubmatch(s.Text())
			if m == nil {
				continue
			}
			if names[m[1]] == nil {
				names[m[1]] = map[string]bool{}
			}
			switch {
			case skip(m[1]):
			case member.MatchString(m[2]):
				p := member.FindStringSubmatch(m[2])
				names[m[1]][p[1]+"."+p[2]] = true
			case inside.MatchString(m[2]):
				p := inside.FindStringSubmatch(m[2])
				names[m[1]][p[1]+"."+p[2]] = true
			case plain.MatchString(m[2]):
				names[m[1]][plain.FindStringSubmatch(m[2])[1]] = true
			}
		}
		f.Close()
	}
	var out strings.Builder
	for _, pkg := range slices.Sorted(maps.Keys(names)) {
		fmt.Fprintln(&out, strings.Join(append([]string{pkg}, slices.Sorted(maps.Keys(names[pkg]))...), " "))
	}
	if err := os.WriteFile("api.txt", []byte(out.String()), 0o666); err != nil {
		log.Fatal(err)
	}
}

// skip reports whether only a package's path is of use: it will not be modelled, and has
// many names.
func skip(pkg string) bool {
	for _, p := range []string{"syscall", "debug/", "go/", "crypto/", "image/", "database/", "net/", "archive/", "text/template/parse", "html/"} {
		if strings.HasPrefix(pkg, p) {
			return true
		}
	}
	return false
}
