package std

import (
	_ "embed"
	"strings"
	"sync"
)

// apiText names the packages of Go's library, a line each, and after them the exported
// names of those that have a stub.
//
//go:generate go run genapi.go
//go:generate go run genunicode.go
//go:embed api.txt
var apiText string

// api is apiText by package.
var api = sync.OnceValue(func() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for line := range strings.Lines(apiText) {
		fields := strings.Fields(line)
		names := map[string]bool{}
		for _, name := range fields[1:] {
			names[name] = true
		}
		all[fields[0]] = names
	}
	return all
})

// Exists tells whether Go's library has the package path and, if name is not empty, the
// exported name in it: Println, or Time.Weekday for a method or a field. Names are known of
// packages that have a stub.
func Exists(path, name string) bool {
	names, ok := api()[path]
	return ok && (name == "" || names[name])
}
