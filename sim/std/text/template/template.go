//go:build gopherscope

// Package template fills texts with data. Texts are parsed by the host's package; templates
// are executed here, over package reflect.
//
// Simplified: the tree of a template is not there (Template.Tree, AddParseTree), and neither
// is package text/template/parse.
package template

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"unicode"
)

// A FuncMap has functions by the names that templates call them.
type FuncMap map[string]any

// A Template is a parsed text, one of a set that can call each other.
type Template struct {
	name        string
	root        *node // nil before Parse
	left, right string
	*set
}

// A set is what associated templates share.
type set struct {
	templates  map[string]*Template
	funcs      map[string]reflect.Value
	missingKey string // "", zero or error
}

// New returns an empty template in a set of its own.
func New(name string) *Template {
	t := &Template{name: name}
	t.init()
	return t
}

func (t *Template) init() {
	if t.set == nil {
		t.set = &set{templates: map[string]*Template{}, funcs: map[string]reflect.Value{}}
	}
}

func (t *Template) Name() string { return t.name }

// New returns an empty template of t's set.
func (t *Template) New(name string) *Template {
	t.init()
	return &Template{name: name, left: t.left, right: t.right, set: t.set}
}

// Delims sets what brackets actions, {{ and }} where empty.
func (t *Template) Delims(left, right string) *Template {
	t.init()
	t.left, t.right = left, right
	return t
}

// Option sets an option: missingkey=default, invalid, zero or error.
func (t *Template) Option(opt ...string) *Template {
	t.init()
	for _, o := range opt {
		switch o {
		case "missingkey=default", "missingkey=invalid":
			t.missingKey = ""
		case "missingkey=zero":
			t.missingKey = "zero"
		case "missingkey=error":
			t.missingKey = "error"
		case "":
			panic("empty option string")
		default:
			panic("unrecognized option: " + o)
		}
	}
	return t
}

// Funcs adds functions to the set; it panics for one that a template cannot call.
func (t *Template) Funcs(funcMap FuncMap) *Template {
	t.init()
	for _, name := range slices.Sorted(maps.Keys(funcMap)) {
		if !isName(name) {
			panic(fmt.Errorf("function name %q is not a valid identifier", name))
		}
		v := reflect.ValueOf(funcMap[name])
		if v.Kind() != reflect.Func {
			panic("value for " + name + " not a function")
		}
		if err := callable(name, v.Type()); err != nil {
			panic(err)
		}
		t.funcs[name] = v
	}
	return t
}

func isName(s string) bool {
	for i, c := range s {
		if c != '_' && !unicode.IsLetter(c) && (i == 0 || !unicode.IsDigit(c)) {
			return false
		}
	}
	return s != ""
}

var errorType = reflect.TypeFor[error]()

// callable tells what is wrong with a function's results.
func callable(name string, t reflect.Type) error {
	switch n := t.NumOut(); {
	case n == 1, n == 2 && t.Out(1) == errorType:
		return nil
	case n == 2:
		return fmt.Errorf("invalid function signature for %s: second return value should be error; is %s", name, t.Out(1))
	default:
		return fmt.Errorf("function %s has %d return values; should be 1 or 2", name, n)
	}
}

func (t *Template) Lookup(name string) *Template {
	if t.set == nil {
		return nil
	}
	return t.templates[name]
}

// Templates returns those of the set that are defined, in no order.
func (t *Template) Templates() []*Template {
	if t.set == nil {
		return nil
	}
	return slices.Collect(maps.Values(t.templates))
}

// DefinedTemplates lists the names for an error's text.
func (t *Template) DefinedTemplates() string {
	if t.set == nil {
		return ""
	}
	text := ""
	for name, tmpl := range t.templates {
		if tmpl.root == nil {
			continue
		}
		if text == "" {
			text = "; defined templates are: "
		} else {
			text += ", "
		}
		text += strconv.Quote(name)
	}
	return text
}

// Clone returns a copy of the set.
func (t *Template) Clone() (*Template, error) {
	c := *t
	c.set = nil
	c.init()
	if t.set == nil {
		return &c, nil
	}
	c.missingKey = t.missingKey
	maps.Copy(c.funcs, t.funcs)
	for name, tmpl := range t.templates {
		if name == t.name {
			c.templates[name] = &c
			continue
		}
		copied := *tmpl
		copied.set = c.set
		c.templates[name] = &copied
	}
	return &c, nil
}

// parse returns the trees of a text: for each its name, whether it is empty, and its nodes,
// each as its kind, place, source, text, the number of its names and they, the number of its
// kids and they. Or it returns what is wrong with the text.
func parse(name, text, left, right string, funcs []string) (trees []string, fault string)

// Parse reads t's text, and that of the templates that it defines, into the set.
func (t *Template) Parse(text string) (*Template, error) {
	t.init()
	r, fault := parse(t.name, text, t.left, t.right, slices.Sorted(maps.Keys(t.funcs)))
	if fault != "" {
		return nil, errors.New(fault)
	}
	for len(r) > 0 {
		name, empty := r[0], r[1] != ""
		root, rest := readNode(r[2:])
		r = rest
		to := t
		if name != t.name {
			to = t.New(name)
		}
		if old := t.templates[name]; old == nil || !empty || old.root == nil {
			t.templates[name] = to
			to.root = root
		} else if to.root == nil {
			to.root = root
		}
	}
	return t, nil
}

// A node is a piece of a template, as the host's package text/template/parse has it.
type node struct {
	kind   string
	place  string // name:line:column
	source string
	text   string
	names  []string
	kids   []*node
}

func readNode(r []string) (n *node, rest []string) {
	if r[0] == "" {
		return nil, r[1:]
	}
	n = &node{kind: r[0], place: r[1], source: r[2], text: r[3]}
	count, _ := strconv.Atoi(r[4])
	r = r[5:]
	n.names, r = r[:count:count], r[count:]
	count, _ = strconv.Atoi(r[0])
	r = r[1:]
	for range count {
		var kid *node
		kid, r = readNode(r)
		n.kids = append(n.kids, kid)
	}
	return n, r
}

// Must returns t and panics if err is not nil.
func Must(t *Template, err error) *Template {
	if err != nil {
		panic(err)
	}
	return t
}

// ParseFiles makes a template of each file, named as the file without its folder.
func ParseFiles(filenames ...string) (*Template, error) {
	return parseFiles(nil, os.ReadFile, filepath.Base, filenames)
}

func (t *Template) ParseFiles(filenames ...string) (*Template, error) {
	t.init()
	return parseFiles(t, os.ReadFile, filepath.Base, filenames)
}

// ParseGlob is ParseFiles of the files that match a pattern, ParseFS that of a file system.
func ParseGlob(pattern string) (*Template, error) { return (*Template)(nil).glob(pattern) }

func (t *Template) ParseGlob(pattern string) (*Template, error) {
	t.init()
	return t.glob(pattern)
}

func (t *Template) glob(pattern string) (*Template, error) {
	names, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("template: pattern matches no files: %#q", pattern)
	}
	return parseFiles(t, os.ReadFile, filepath.Base, names)
}

func ParseFS(fsys fs.FS, patterns ...string) (*Template, error) {
	return (*Template)(nil).globFS(fsys, patterns)
}

func (t *Template) ParseFS(fsys fs.FS, patterns ...string) (*Template, error) {
	t.init()
	return t.globFS(fsys, patterns)
}

func (t *Template) globFS(fsys fs.FS, patterns []string) (*Template, error) {
	var names []string
	for _, pattern := range patterns {
		list, err := fs.Glob(fsys, pattern)
		if err != nil {
			return nil, err
		}
		if len(list) == 0 {
			return nil, fmt.Errorf("template: pattern matches no files: %#q", pattern)
		}
		names = append(names, list...)
	}
	return parseFiles(t, func(name string) ([]byte, error) { return fs.ReadFile(fsys, name) }, path.Base, names)
}

func parseFiles(t *Template, read func(string) ([]byte, error), base func(string) string, names []string) (*Template, error) {
	if len(names) == 0 {
		return nil, errors.New("template: no files named in call to ParseFiles")
	}
	for _, name := range names {
		b, err := read(name)
		if err != nil {
			return nil, err
		}
		name = base(name)
		if t == nil {
			t = New(name)
		}
		to := t
		if name != t.name {
			to = t.New(name)
		}
		if _, err := to.Parse(string(b)); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// HTMLEscapeString, JSEscapeString and urlEscape are the host's.
func HTMLEscapeString(s string) string
func JSEscapeString(s string) string
func urlEscape(s string) string

// textOf returns arguments as Print writes them.
func textOf(args []any) string {
	if len(args) == 1 {
		if s, ok := args[0].(string); ok {
			return s
		}
	}
	shown := slices.Clone(args)
	for i, arg := range args {
		if v, ok := printable(reflect.ValueOf(arg)); ok {
			shown[i] = v
		}
	}
	return fmt.Sprint(shown...)
}

func HTMLEscaper(args ...any) string     { return HTMLEscapeString(textOf(args)) }
func JSEscaper(args ...any) string       { return JSEscapeString(textOf(args)) }
func URLQueryEscaper(args ...any) string { return urlEscape(textOf(args)) }

// IsTrue tells whether if takes val for true, and whether it can tell.
func IsTrue(val any) (truth, ok bool) { return isTrue(reflect.ValueOf(val)) }

func isTrue(v reflect.Value) (truth, ok bool) {
	switch v.Kind() {
	case reflect.Invalid:
		return false, true
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() > 0, true
	case reflect.Struct:
		return true, true
	case reflect.Float32, reflect.Float64:
		return v.Float() != 0, true
	case reflect.Complex64, reflect.Complex128:
		return v.Complex() != 0, true
	}
	return !v.IsZero(), true
}

// indirect follows pointers and interfaces up to a nil one.
func indirect(v reflect.Value) (to reflect.Value, isNil bool) {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return v, true
		}
		v = v.Elem()
	}
	return v, false
}

// content returns what an interface holds.
func content(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

var stringerType = reflect.TypeFor[fmt.Stringer]()

// printable returns what Print is to be given of v.
func printable(v reflect.Value) (any, bool) {
	if v.Kind() == reflect.Pointer {
		v, _ = indirect(v)
	}
	if !v.IsValid() {
		return "<no value>", true
	}
	prints := func(t reflect.Type) bool { return t.Implements(errorType) || t.Implements(stringerType) }
	switch {
	case prints(v.Type()):
	case v.CanAddr() && prints(reflect.PointerTo(v.Type())):
		v = v.Addr()
	case v.Kind() == reflect.Chan || v.Kind() == reflect.Func:
		return nil, false
	}
	return v.Interface(), true
}

// HTMLEscape and JSEscape write b escaped to w.
func HTMLEscape(w io.Writer, b []byte) { io.WriteString(w, HTMLEscapeString(string(b))) }
func JSEscape(w io.Writer, b []byte)   { io.WriteString(w, JSEscapeString(string(b))) }
