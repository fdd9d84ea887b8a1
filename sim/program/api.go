package program

import (
	"fmt"
	"go/types"
	"regexp"
	"strings"

	"gopherscope/sim/std"
)

// isStdPackage reports whether Go's standard library has a package with this path.
func isStdPackage(path string) bool { return std.Exists(path, "") }

const notModelledHint = "only a part of the standard library is modelled"

var (
	undefinedName   = regexp.MustCompile(`^undefined: (\w+)\.(\w+)$`)
	undefinedMember = regexp.MustCompile(`undefined \(type \*?(?:\w+/)*(\w+)\.(\w+)(?:\[.*\])? has no (?:field or method|method) (\w+)`)
	unknownField    = regexp.MustCompile(`^unknown field (\w+) in struct literal of type (?:\w+/)*(\w+)\.(\w+)$`)
)

// explain rewords a fault of the type checker that is none in Go: what is missing is
// missing in the library's stubs.
func (l *loader) explain(e types.Error) (msg, hint string) {
	var pkg, name string
	if m := undefinedName.FindStringSubmatch(e.Msg); m != nil {
		pkg, name = m[1], m[2]
	} else if m := undefinedMember.FindStringSubmatch(e.Msg); m != nil {
		pkg, name = m[1], m[2]+"."+m[3]
	} else if m := unknownField.FindStringSubmatch(e.Msg); m != nil {
		pkg, name = m[2], m[3]+"."+m[1]
	} else {
		return e.Msg, ""
	}
	path, ok := l.inApi(pkg, name)
	if !ok {
		return e.Msg, ""
	}
	return fmt.Sprintf("%s.%s exists in Go 1.26, not modelled", pkg, name), hintFor(path, name)
}

// inApi returns the path of the package that the program knows as pkg if that really exports
// name.
func (l *loader) inApi(pkg, name string) (path string, ok bool) {
	for _, spec := range l.file.Imports {
		path := strings.Trim(spec.Path.Value, "\"`")
		local := path[strings.LastIndex(path, "/")+1:]
		if s := l.lib.packages[path]; s != nil && s.types != nil {
			local = s.types.Name()
		}
		if (local == pkg || spec.Name != nil && spec.Name.Name == pkg) && std.Exists(path, name) {
			return path, true
		}
	}
	// A type's package need not be imported by the program itself.
	for path, s := range l.lib.packages {
		if s.types != nil && s.types.Name() == pkg && strings.Contains(name, ".") && std.Exists(path, name) {
			return path, true
		}
	}
	return "", false
}
