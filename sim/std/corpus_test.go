package std

import (
	"go/types"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// outOfReach are the packages, by the first elements of their paths, that a program without
// sockets, processes, signals or C has no use for: corpus.txt's symbols of theirs are not asked
// for. What os/signal declares is, though no signal ever comes.
var outOfReach = []string{"net", "os/exec", "syscall", "plugin", "C"}

// leastShare is what the model must have of the concurrent programs' uses.
const leastShare = 0.99

// A corpusSymbol is a row of testdata/corpus.txt.
type corpusSymbol struct {
	pkg, name       string // of a method or field: Type.Name
	concurrent, all int    // programs that use it
}

func readCorpus(t *testing.T) []corpusSymbol {
	t.Helper()
	text, err := os.ReadFile("testdata/corpus.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []corpusSymbol
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Fields(line)
		if len(f) != 3 {
			t.Fatalf("testdata/corpus.txt: a row is %q", line)
		}
		slash := strings.LastIndex(f[0], "/") + 1
		pkg, name, _ := strings.Cut(f[0][slash:], ".")
		s := corpusSymbol{pkg: f[0][:slash] + pkg, name: name}
		var errs [2]error
		s.concurrent, errs[0] = strconv.Atoi(f[1])
		s.all, errs[1] = strconv.Atoi(f[2])
		if errs[0] != nil || errs[1] != nil {
			t.Fatalf("testdata/corpus.txt: a row is %q", line)
		}
		list = append(list, s)
	}
	return list
}

// asked tells whether the model should have s.
func (s corpusSymbol) asked() bool {
	return !slices.ContainsFunc(outOfReach, func(p string) bool {
		return s.pkg == p || strings.HasPrefix(s.pkg, p+"/")
	})
}

// has tells whether the library has s.
func (l *library) has(s corpusSymbol) bool {
	switch s.pkg {
	case "builtin":
		return types.Universe.Lookup(s.name) != nil
	case "error":
		return s.name == "Error"
	}
	p := l.pkgs[s.pkg]
	if p == nil {
		return false
	}
	if field, ok := strings.CutPrefix(s.name, "{}."); ok {
		return slices.ContainsFunc(exported(p), func(name string) bool { return strings.HasSuffix(name, "."+field) })
	}
	if p == types.Unsafe {
		return p.Scope().Lookup(s.name) != nil
	}
	return slices.Contains(exported(p), s.name)
}

// TestCorpus counts how much the model has of what real programs use, by symbols and by
// symbols times the programs that use them, and names what it has not. Symbols that
// corpus.txt does not list, the rare ones, cannot be counted.
func TestCorpus(t *testing.T) {
	l := load(t)
	count := func(of string, uses func(corpusSymbol) int) (share float64) {
		var have, asked, haveUses, askedUses int
		var missing []string
		for _, s := range readCorpus(t) {
			n := uses(s)
			if n == 0 || !s.asked() {
				continue
			}
			asked++
			askedUses += n
			if l.has(s) {
				have++
				haveUses += n
			} else {
				missing = append(missing, s.pkg+"."+s.name+" "+strconv.Itoa(n))
			}
		}
		share = float64(haveUses) / float64(askedUses)
		t.Logf("%s programs: %d of %d symbols (%.2f %%), %d of %d uses (%.2f %%); missing %s", of, have, asked,
			100*float64(have)/float64(asked), haveUses, askedUses, 100*share, strings.Join(missing, ", "))
		return share
	}
	if share := count("concurrent", func(s corpusSymbol) int { return s.concurrent }); share < leastShare {
		t.Errorf("of the concurrent programs' uses the model has %.2f %%, less than %.0f", 100*share, 100*leastShare)
	}
	count("all", func(s corpusSymbol) int { return s.all })
}
