package program

import "strings"

// What a reader can use instead of a part of Go's library that is not modelled. The longest
// path counts that is the import path or above it; a name, after a space, goes before all.
var hints = map[string]string{
	"C":                 "C is not run: a function below //scope:syscall can stand for a call into it",
	"archive":           "the bytes of a package's own format: encoding/binary is modelled",
	"compress":          "let a function below //scope:cost stand for the time that it takes",
	"crypto":            "crypto/sha256, crypto/hmac and hash/fnv are modelled",
	"database/sql":      "let a map stand for the database, and functions below //scope:network for its calls: scenario cache",
	"embed":             "put the text into a constant, or write it with os.WriteFile: a program's files are its own",
	"encoding":          "encoding/json, encoding/binary and encoding/csv are modelled",
	"go":                "a program's source is out of its reach",
	"html/template":     "text/template is modelled, and html.EscapeString escapes what it is given",
	"net":               "let a function below //scope:network stand for the call, and channels for connections: scenarios network, http, rpc",
	"net/http":          "let a function below //scope:network stand for the request: scenario http",
	"net/rpc":           "let a function below //scope:network stand for the call: scenario rpc",
	"os/exec":           "there are no other processes: a function below //scope:syscall can stand for the time that one takes",
	"os/user":           "there is nobody but the program: name the user in a constant",
	"os StartProcess":   "there are no other processes: a function below //scope:syscall can stand for the time that one takes",
	"plugin":            "import the code's packages, or paste it: a program is one file",
	"syscall":           "a function below //scope:syscall can stand for the time that a call to the system takes; package os has files",
	"testing":           "call what is to be tested from main; testing.Benchmark and testing.AllocsPerRun are modelled",
	"testing/synctest":  "time is virtual here in any program",
	"text/scanner":      "bufio.Scanner and fmt.Fscan are modelled",
	"time/tzdata":       "time.UTC and time.FixedZone are modelled",
	"image":             "print what the picture would show",
	"mime":              "strings.Cut and net/url take such texts apart",
	"regexp/syntax":     "package regexp is modelled",
	"encoding/gob":      "encoding/json is modelled",
	"index/suffixarray": "strings.Index and sort.Search are modelled",
	"expvar":            "package sync/atomic counts, and fmt prints",
}

// hintFor tells what to use instead of package path or, if name is not empty, of that name
// in it.
func hintFor(path, name string) string {
	if name != "" {
		if h, ok := hints[path+" "+name]; ok {
			return h
		}
	}
	for p := path; ; p = p[:strings.LastIndexByte(p, '/')] {
		if h, ok := hints[p]; ok && (name == "" || p == path) {
			return h
		}
		if !strings.Contains(p, "/") {
			return notModelledHint
		}
	}
}
