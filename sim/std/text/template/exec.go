//go:build gopherscope

package template

import (
	"cmp"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// maxDepth bounds how deep templates call each other.
const maxDepth = 100000

// An ExecError says where executing a template failed.
type ExecError struct {
	Name string // of the template
	Err  error
}

func (e ExecError) Error() string { return e.Err.Error() }
func (e ExecError) Unwrap() error { return e.Err }

// A writeError is an error of the writer.
type writeError struct{ err error }

// A state is the execution of one template.
type state struct {
	tmpl  *Template
	w     io.Writer
	at    *node // for errors
	vars  []variable
	depth int
}

type variable struct {
	name  string
	value reflect.Value
}

// A final is the value that a pipeline hands to a command as its last argument.
type final struct {
	v  reflect.Value
	ok bool
}

// A flow is how a list of nodes ended.
type flow int

const (
	flowOn flow = iota
	flowBreak
	flowContinue
)

// ExecuteTemplate executes the template of that name of t's set.
func (t *Template) ExecuteTemplate(wr io.Writer, name string, data any) error {
	tmpl := t.Lookup(name)
	if tmpl == nil {
		return fmt.Errorf("template: no template %q associated with template %q", name, t.name)
	}
	return tmpl.Execute(wr, data)
}

// Execute writes t with data for the dot.
func (t *Template) Execute(wr io.Writer, data any) (err error) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case runtime.Error:
			panic(e)
		case writeError:
			err = e.err
		case ExecError:
			err = e
		default:
			panic(e)
		}
	}()
	dot, ok := data.(reflect.Value)
	if !ok {
		dot = reflect.ValueOf(data)
	}
	s := &state{tmpl: t, w: wr, vars: []variable{{"$", dot}}}
	if t.root == nil {
		s.fail("%q is an incomplete or empty template", t.name)
	}
	s.walk(dot, t.root)
	return nil
}

// fail ends the execution with an error.
func (s *state) fail(format string, args ...any) {
	percent := func(s string) string { return strings.ReplaceAll(s, "%", "%%") }
	name := percent(s.tmpl.name)
	if s.at == nil {
		format = "template: " + name + ": " + format
	} else {
		format = fmt.Sprintf("template: %s: executing %q at <%s>: %s", s.at.place, name, percent(s.at.source), format)
	}
	panic(ExecError{s.tmpl.name, fmt.Errorf(format, args...)})
}

func (s *state) variable(name string) *reflect.Value {
	for i := len(s.vars) - 1; i >= 0; i-- {
		if s.vars[i].name == name {
			return &s.vars[i].value
		}
	}
	s.fail("undefined variable: %s", name)
	return nil
}

func (s *state) write(text string) {
	if _, err := io.WriteString(s.w, text); err != nil {
		panic(writeError{err})
	}
}

func (s *state) walk(dot reflect.Value, n *node) flow {
	s.at = n
	switch n.kind {
	case "text":
		s.write(n.text)
	case "action":
		v := s.pipeline(dot, n.kids[0])
		if len(n.kids[0].names) == 0 {
			s.print(n, v)
		}
	case "list":
		for _, kid := range n.kids {
			if f := s.walk(dot, kid); f != flowOn {
				return f
			}
		}
	case "if", "with":
		return s.choose(dot, n)
	case "range":
		return s.loop(dot, n)
	case "template":
		s.call(dot, n)
	case "break":
		return flowBreak
	case "continue":
		return flowContinue
	}
	return flowOn
}

func (s *state) print(n *node, v reflect.Value) {
	s.at = n
	shown, ok := printable(v)
	if !ok {
		s.fail("can't print %s of type %s", n.source, v.Type())
	}
	if _, err := fmt.Fprint(s.w, shown); err != nil {
		panic(writeError{err})
	}
}

func (s *state) choose(dot reflect.Value, n *node) flow {
	mark := len(s.vars)
	defer func() { s.vars = s.vars[:mark] }()
	v := s.pipeline(dot, n.kids[0])
	truth, _ := isTrue(content(v))
	switch {
	case truth && n.kind == "with":
		return s.walk(v, n.kids[1])
	case truth:
		return s.walk(dot, n.kids[1])
	case n.kids[2] != nil:
		return s.walk(dot, n.kids[2])
	}
	return flowOn
}

func (s *state) call(dot reflect.Value, n *node) {
	tmpl := s.tmpl.Lookup(n.text)
	if tmpl == nil {
		s.fail("template %q not defined", n.text)
	}
	if s.depth == maxDepth {
		s.fail("exceeded maximum template depth (%v)", maxDepth)
	}
	if n.kids[0] == nil {
		dot = reflect.Value{}
	} else {
		dot = s.pipeline(dot, n.kids[0])
	}
	inner := &state{tmpl: tmpl, w: s.w, at: s.at, vars: []variable{{"$", dot}}, depth: s.depth + 1}
	inner.walk(dot, tmpl.root)
}

// loop does a range.
func (s *state) loop(dot reflect.Value, n *node) flow {
	pipe, body := n.kids[0], n.kids[1]
	start := len(s.vars)
	defer func() { s.vars = s.vars[:start] }()
	v, _ := indirect(s.pipeline(dot, pipe))
	mark := len(s.vars)
	ran := false
	once := func(index, elem reflect.Value) (more bool) {
		ran = true
		values := []reflect.Value{elem}
		if len(pipe.names) > 1 {
			values = []reflect.Value{index, elem}
		}
		for i, name := range pipe.names {
			if pipe.text == "=" {
				*s.variable(name) = values[i]
			} else {
				s.vars[mark-len(pipe.names)+i].value = values[i]
			}
		}
		f := s.walk(elem, body)
		s.vars = s.vars[:mark]
		return f != flowBreak
	}
	one := func(what string) {
		if len(pipe.names) > 1 {
			s.fail(what, v)
		}
	}
	switch {
	case v.CanInt() || v.CanUint():
		one("can't use %v to iterate over more than one variable")
		for x := range v.Seq() {
			if !once(reflect.Value{}, x) {
				break
			}
		}
	case v.Kind() == reflect.Array || v.Kind() == reflect.Slice:
		for i := 0; i < v.Len() && once(reflect.ValueOf(i), v.Index(i)); i++ {
		}
	case v.Kind() == reflect.Map:
		for _, key := range sortedKeys(v) {
			if !once(key, v.MapIndex(key)) {
				break
			}
		}
	case v.Kind() == reflect.Chan:
		if v.IsNil() {
			break
		}
		if v.Type().ChanDir() == reflect.SendDir {
			s.fail("range over send-only channel %v", v)
		}
		for i := 0; ; i++ {
			elem, ok := v.Recv()
			if !ok || !once(reflect.ValueOf(i), elem) {
				break
			}
		}
	case v.Kind() == reflect.Func && v.Type().CanSeq():
		one("can't use %v iterate over more than one variable")
		for x := range v.Seq() {
			if !once(reflect.Value{}, x) {
				break
			}
		}
	case v.Kind() == reflect.Func && v.Type().CanSeq2():
		for x, y := range v.Seq2() {
			if len(pipe.names) < 2 {
				x, y = reflect.Value{}, x
			}
			if !once(x, y) {
				break
			}
		}
	case v.IsValid():
		s.fail("range can't iterate over %v", v)
	}
	if !ran && n.kids[2] != nil {
		return s.walk(dot, n.kids[2])
	}
	return flowOn
}

// sortedKeys returns the keys of a map in their order, as Print has them.
func sortedKeys(m reflect.Value) []reflect.Value {
	keys := m.MapKeys()
	slices.SortStableFunc(keys, compareKeys)
	return keys
}

func compareKeys(a, b reflect.Value) int {
	if a.Type() != b.Type() {
		return 0
	}
	switch {
	case a.CanInt():
		return cmp.Compare(a.Int(), b.Int())
	case a.CanUint():
		return cmp.Compare(a.Uint(), b.Uint())
	case a.CanFloat():
		return cmp.Compare(a.Float(), b.Float())
	}
	switch a.Kind() {
	case reflect.String:
		return cmp.Compare(a.String(), b.String())
	case reflect.Bool:
		switch {
		case a.Bool() == b.Bool():
			return 0
		case b.Bool():
			return -1
		}
		return 1
	case reflect.Interface:
		return compareKeys(a.Elem(), b.Elem())
	case reflect.Array:
		for i := range a.Len() {
			if c := compareKeys(a.Index(i), b.Index(i)); c != 0 {
				return c
			}
		}
	case reflect.Struct:
		for i := range a.NumField() {
			if c := compareKeys(a.Field(i), b.Field(i)); c != 0 {
				return c
			}
		}
	case reflect.Pointer, reflect.Chan:
		return cmp.Compare(a.Pointer(), b.Pointer())
	}
	return 0
}

// pipeline evaluates commands, each given the value before, and declares or sets variables.
func (s *state) pipeline(dot reflect.Value, pipe *node) reflect.Value {
	s.at = pipe
	var last final
	for _, cmd := range pipe.kids {
		v := s.command(dot, cmd, last)
		if v.Kind() == reflect.Interface && v.Type().NumMethod() == 0 {
			v = v.Elem()
		}
		last = final{v, true}
	}
	for _, name := range pipe.names {
		if pipe.text == "=" {
			*s.variable(name) = last.v
		} else {
			s.vars = append(s.vars, variable{name, last.v})
		}
	}
	return last.v
}

func (s *state) command(dot reflect.Value, cmd *node, last final) reflect.Value {
	first := cmd.kids[0]
	switch first.kind {
	case "field", "chain", "variable":
		return s.chain(dot, first, cmd.kids, last)
	case "identifier":
		return s.function(dot, first, cmd, cmd.kids, last)
	}
	if first.kind != "pipe" {
		s.at = first
	}
	if len(cmd.kids) > 1 || last.ok {
		s.fail("can't give argument to non-function %s", first.source)
	}
	switch first.kind {
	case "pipe":
		return s.pipeline(dot, first)
	case "nil":
		s.fail("nil is not a command")
	}
	return s.constant(dot, first)
}

// constant returns the value of a literal or the dot, as an interface takes it.
func (s *state) constant(dot reflect.Value, n *node) reflect.Value {
	s.at = n
	switch n.kind {
	case "dot":
		return dot
	case "bool":
		return reflect.ValueOf(n.text == "true")
	case "string":
		return reflect.ValueOf(n.text)
	case "number":
		return s.number(n)
	}
	s.fail("can't evaluate command %q", n.source)
	return reflect.Value{}
}

// number returns a number of the type that its spelling asks for.
func (s *state) number(n *node) reflect.Value {
	// The names are the number as an int, uint, float and complex, "" where it is none.
	spelled := n.text
	hex := len(spelled) > 2 && spelled[0] == '0' && (spelled[1] == 'x' || spelled[1] == 'X') && !strings.ContainsAny(spelled, "pP")
	switch {
	case n.names[3] != "":
		c, _ := strconv.ParseComplex(n.names[3], 128)
		return reflect.ValueOf(c)
	case n.names[2] != "" && !hex && spelled[0] != '\'' && strings.ContainsAny(spelled, ".eEpP"):
		f, _ := strconv.ParseFloat(n.names[2], 64)
		return reflect.ValueOf(f)
	case n.names[0] != "":
		i, _ := strconv.Atoi(n.names[0])
		return reflect.ValueOf(i)
	case n.names[1] != "":
		s.fail("%s overflows int", spelled)
	}
	return reflect.Value{}
}

// chain evaluates .A.B, $x.A.B or (pipeline).A.B.
func (s *state) chain(dot reflect.Value, n *node, args []*node, last final) reflect.Value {
	s.at = n
	v, names := dot, n.names
	switch n.kind {
	case "variable":
		v, names = *s.variable(names[0]), names[1:]
		if len(names) == 0 {
			if len(args) > 1 || last.ok {
				s.fail("can't give argument to non-function %s", args[0].source)
			}
			return v
		}
	case "chain":
		if n.kids[0].kind == "nil" {
			s.fail("indirection through explicit nil in %s", n.source)
		}
		v = s.argument(dot, nil, n.kids[0])
	}
	for _, name := range names[:len(names)-1] {
		v = s.field(dot, name, n, nil, final{}, v)
	}
	return s.field(dot, names[len(names)-1], n, args, last, v)
}

// field evaluates .name of v: a method, a struct's field or a map's element.
func (s *state) field(dot reflect.Value, name string, n *node, args []*node, last final, v reflect.Value) reflect.Value {
	if !v.IsValid() {
		if s.tmpl.missingKey == "error" {
			s.fail("nil data; no entry for key %q", name)
		}
		return v
	}
	t := v.Type()
	v, isNil := indirect(v)
	if v.Kind() == reflect.Interface && isNil {
		s.fail("nil pointer evaluating %s.%s", t, name)
	}
	holder := v
	if v.Kind() != reflect.Pointer && v.CanAddr() {
		holder = v.Addr()
	}
	if method := holder.MethodByName(name); method.IsValid() {
		return s.invoke(dot, method, false, n, name, args, last)
	}
	hasArgs := len(args) > 1 || last.ok
	switch v.Kind() {
	case reflect.Struct:
		if f, ok := v.Type().FieldByName(name); ok {
			value, err := v.FieldByIndexErr(f.Index)
			switch {
			case !f.IsExported():
				s.fail("%s is an unexported field of struct type %s", name, t)
			case err != nil:
				s.fail("%v", err)
			case hasArgs:
				s.fail("%s has arguments but cannot be invoked as function", name)
			}
			return value
		}
	case reflect.Map:
		key := reflect.ValueOf(name)
		if !key.Type().AssignableTo(v.Type().Key()) {
			break
		}
		if hasArgs {
			s.fail("%s is not a method but has arguments", name)
		}
		elem := v.MapIndex(key)
		if !elem.IsValid() {
			switch s.tmpl.missingKey {
			case "zero":
				return reflect.Zero(v.Type().Elem())
			case "error":
				s.fail("map has no entry for key %q", name)
			}
		}
		return elem
	case reflect.Pointer: // a nil one
		if e := v.Type().Elem(); e.Kind() == reflect.Struct {
			if _, ok := e.FieldByName(name); !ok {
				break
			}
		}
		s.fail("nil pointer evaluating %s.%s", t, name)
	}
	s.fail("can't evaluate field %s in type %s", name, t)
	return v
}

func (s *state) function(dot reflect.Value, n, cmd *node, args []*node, last final) reflect.Value {
	s.at = n
	name := n.names[0]
	if f, ok := s.tmpl.funcs[name]; ok {
		return s.invoke(dot, f, false, cmd, name, args, last)
	}
	f, ok := builtins()[name]
	if !ok {
		s.fail("%q is not a defined function", name)
	}
	return s.invoke(dot, reflect.ValueOf(f), true, cmd, name, args, last)
}

var valueType = reflect.TypeFor[reflect.Value]()

// unwrap returns what a Value that holds a Value holds.
func unwrap(v reflect.Value) reflect.Value {
	if v.IsValid() && v.Type() == valueType {
		return v.Interface().(reflect.Value)
	}
	return v
}

// invoke calls a function or method; the first of args is its name.
func (s *state) invoke(dot, f reflect.Value, builtin bool, n *node, name string, args []*node, last final) reflect.Value {
	if len(args) > 0 {
		args = args[1:]
	}
	t := f.Type()
	fixed, given := t.NumIn(), len(args)
	if last.ok {
		given++
	}
	switch {
	case t.IsVariadic():
		if fixed--; given < fixed {
			s.fail("wrong number of args for %s: want at least %d got %d", name, fixed, len(args))
		}
	case given != fixed:
		s.fail("wrong number of args for %s: want %d got %d", name, fixed, given)
	}
	if err := callable(name, t); err != nil {
		s.fail("%v", err)
	}
	if builtin && (name == "and" || name == "or") {
		var v reflect.Value
		for _, arg := range args {
			v = unwrap(s.argument(dot, valueType, arg))
			if truth, _ := isTrue(content(v)); truth == (name == "or") {
				return v
			}
		}
		if last.ok {
			v = unwrap(s.fit(last.v, valueType))
		}
		return v
	}
	typeOf := func(i int) reflect.Type {
		if i >= fixed {
			return t.In(fixed).Elem()
		}
		return t.In(i)
	}
	var values []reflect.Value
	for i, arg := range args {
		values = append(values, s.argument(dot, typeOf(i), arg))
	}
	if last.ok {
		values = append(values, s.fit(last.v, typeOf(len(values))))
	}
	if builtin && name == "call" {
		callee := ""
		if len(args) > 0 {
			callee = args[0].source
		} else {
			callee = last.v.String()
		}
		f = reflect.ValueOf(callFunc)
		values = append([]reflect.Value{reflect.ValueOf(callee)}, values...)
	}
	v, err := safeCall(f, values)
	if err != nil {
		s.at = n
		s.fail("error calling %s: %w", name, err)
	}
	return unwrap(v)
}

// safeCall calls f; a panic comes back as an error.
func safeCall(f reflect.Value, args []reflect.Value) (v reflect.Value, err error) {
	defer func() {
		if r := recover(); r != nil {
			if e, ok := r.(error); ok {
				err = e
			} else {
				err = fmt.Errorf("%v", r)
			}
		}
	}()
	results := f.Call(args)
	if len(results) == 2 && !results[1].IsNil() {
		return results[0], results[1].Interface().(error)
	}
	return results[0], nil
}

func canBeNil(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Chan, reflect.Func, reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice:
		return true
	}
	return t == valueType
}

// fit returns v as an argument of type t, any if t is nil.
func (s *state) fit(v reflect.Value, t reflect.Type) reflect.Value {
	switch {
	case !v.IsValid():
		if t != nil && !canBeNil(t) {
			s.fail("invalid value; expected %s", t)
		}
		if t == nil {
			return v
		}
		return reflect.Zero(t)
	case t == valueType && v.Type() != t:
		return reflect.ValueOf(v)
	case t == nil || v.Type().AssignableTo(t):
		return v
	}
	if v.Kind() == reflect.Interface && !v.IsNil() {
		if v = v.Elem(); v.Type().AssignableTo(t) {
			return v
		}
	}
	switch {
	case v.Kind() == reflect.Pointer && v.Type().Elem().AssignableTo(t):
		if v.IsNil() {
			s.fail("dereference of nil pointer of type %s", t)
		}
		return v.Elem()
	case v.CanAddr() && reflect.PointerTo(v.Type()).AssignableTo(t):
		return v.Addr()
	}
	s.fail("wrong type for value; expected %s; got %s", t, v.Type())
	return v
}

// argument evaluates an argument of type t, any if t is nil.
func (s *state) argument(dot reflect.Value, t reflect.Type, n *node) reflect.Value {
	s.at = n
	switch n.kind {
	case "dot":
		return s.fit(dot, t)
	case "nil":
		if !canBeNil(t) {
			s.fail("cannot assign nil to %s", t)
		}
		return reflect.Zero(t)
	case "field", "variable", "chain":
		return s.fit(s.chain(dot, n, []*node{n}, final{}), t)
	case "pipe":
		return s.fit(s.pipeline(dot, n), t)
	case "identifier":
		return s.fit(s.function(dot, n, n, nil, final{}), t)
	}
	switch k := t.Kind(); {
	case t == valueType:
		return reflect.ValueOf(s.constant(dot, n))
	case k == reflect.Interface && t.NumMethod() == 0:
		return s.constant(dot, n)
	case k == reflect.Interface, k > reflect.Complex128 && k != reflect.String:
		s.fail("can't handle %s for arg of type %s", n.source, t)
	}
	return s.literal(t, n)
}

// literal returns a literal as a value of a basic type.
func (s *state) literal(t reflect.Type, n *node) reflect.Value {
	v := reflect.New(t).Elem()
	want := "string"
	number := []string{"", "", "", ""}
	if n.kind == "number" {
		number = n.names
	}
	switch {
	case v.Kind() == reflect.Bool:
		if want = "bool"; n.kind == want {
			v.SetBool(n.text == "true")
			return v
		}
	case v.CanInt():
		if want = "integer"; number[0] != "" {
			i, _ := strconv.ParseInt(number[0], 10, 64)
			v.SetInt(i)
			return v
		}
	case v.CanUint():
		if want = "unsigned integer"; number[1] != "" {
			u, _ := strconv.ParseUint(number[1], 10, 64)
			v.SetUint(u)
			return v
		}
	case v.CanFloat():
		if want = "float"; number[2] != "" {
			f, _ := strconv.ParseFloat(number[2], 64)
			v.SetFloat(f)
			return v
		}
	case v.CanComplex():
		if want = "complex"; number[3] != "" {
			c, _ := strconv.ParseComplex(number[3], 128)
			v.SetComplex(c)
			return v
		}
	case n.kind == "string":
		v.SetString(n.text)
		return v
	}
	s.fail("expected %s; found %s", want, n.source)
	return v
}
