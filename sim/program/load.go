package program

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"io/fs"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"gopherscope/sim/code"
)

// maxSource is the size in bytes from which a file is refused.
const maxSource = 4 << 20

// Options say what a program is loaded with.
type Options struct {
	Std fs.FS // the library's stubs, a directory a package; nil: sim/std's
	// Spend has calls of a function pass time instead of running its body; functions are told
	// by the line their name stands on in the program's file. One with results is run as it is:
	// there is nothing else that it could return.
	Spend map[int]code.Spend
	// GoVersion is the version of the language, such as go1.22; "": that of the Go that is modelled.
	GoVersion string
}

// Load makes a program of a Go file. What is wrong with the file comes back as Errors, the
// first fault first; then the program is nil. Load never panics.
func Load(name string, src []byte, opt Options) (prog *code.Program, errs Errors) {
	if len(src) > maxSource {
		return nil, Errors{{Position{File: name}, fmt.Sprintf("the file has %d bytes, more than %d", len(src), maxSource), "a scenario is one small file"}}
	}
	lib := libraryOf(opt.Std)
	lib.mu.Lock()
	defer lib.mu.Unlock()

	l := &loader{lib: lib, name: name, src: src, opt: opt, linked: map[string]bool{}}
	defer l.forget()
	defer func() {
		if r := recover(); r != nil {
			prog, errs = nil, Errors{l.internal(r)}
		}
	}()
	prog = l.load()
	if len(l.errs) > 0 {
		return nil, l.errs.sorted()
	}
	return prog, nil
}

// forget takes the program's file out of the position table, which lives on.
func (l *loader) forget() {
	if l.file != nil {
		if tf := l.lib.fset.File(l.file.FileStart); tf != nil {
			l.lib.fset.RemoveFile(tf)
		}
	}
}

// A loader turns one file into a program.
type loader struct {
	lib  *library
	name string
	src  []byte
	opt  Options
	errs Errors

	file   *ast.File
	linked map[string]bool // functions and variables that a directive takes from another package
	pkg    *types.Package
	info   *types.Info
	b      *builder
}

// internal turns a panic of the compiler into an error at the function being compiled.
func (l *loader) internal(r any) Error {
	e := Error{Pos: Position{File: l.name}, Msg: fmt.Sprintf("internal error: %v", r),
		Hint: "this is a fault of gopherscope, not of the program"}
	if debugPanics {
		e.Msg += "\n" + string(debug.Stack())
	}
	if l.b != nil && l.b.doing != nil {
		e.Pos = l.position(l.b.doing.Pos())
		e.Msg = fmt.Sprintf("internal error in function %s: %v", l.b.doing, r)
		if debugPanics {
			e.Msg += "\n" + string(debug.Stack())
		}
	}
	return e
}

// debugPanics adds a traceback to internal errors; tests set it.
var debugPanics = false

// position is where p is, by the file's //line comments as gc has it. Where such a comment
// leaves the column open, it is the file's own.
func (l *loader) position(p token.Pos) Position {
	if !p.IsValid() {
		return Position{File: l.name}
	}
	at := l.lib.fset.PositionFor(p, true)
	if at.Column == 0 {
		at.Column = l.lib.fset.PositionFor(p, false).Column
	}
	return Position{l.asWritten(at.Filename), at.Line, at.Column}
}

// asWritten returns the name of a file as a //line comment has it: go/scanner puts the folder
// of the file with the comment before it.
func (l *loader) asWritten(name string) string {
	if name == l.name {
		return name
	}
	return strings.TrimPrefix(name, filepath.Dir(l.name)+string(filepath.Separator))
}

// lineComments returns what the file's //line comments say.
func (l *loader) lineComments() (list []code.LineFrom) {
	for _, group := range l.file.Comments {
		for _, c := range group.List {
			from := c.End() // of a //line comment, the line after it
			if !strings.HasPrefix(c.Text, "/*line ") {
				if !strings.HasPrefix(c.Text, "//line ") {
					continue
				}
				from++
			}
			if from >= l.file.FileEnd {
				continue
			}
			at, as := l.lib.fset.PositionFor(from, false), l.lib.fset.PositionFor(from, true)
			name := l.asWritten(as.Filename)
			if name == "" {
				name = "??" // as in the runtime's tables
			}
			list = append(list, code.LineFrom{Line: int32(at.Line), Col: int32(at.Column), Name: name, To: int32(as.Line)})
		}
	}
	return list
}

func (l *loader) fail(p token.Pos, msg, hint string) {
	l.errs = append(l.errs, Error{l.position(p), msg, hint})
}

func (l *loader) load() *code.Program {
	if !l.parse() {
		return nil
	}
	if l.check(); len(l.errs) > 0 {
		return nil
	}
	return l.build()
}

// parse reports what is no Go, and whether types can be checked all the same.
func (l *loader) parse() (ok bool) {
	file, err := parser.ParseFile(l.lib.fset, l.name, l.src, parser.ParseComments|parser.SkipObjectResolution|parser.AllErrors)
	l.file = file
	if err == nil {
		return true
	}
	list, isList := err.(scanner.ErrorList)
	if !isList {
		l.fail(token.NoPos, err.Error(), "")
		return false
	}
	hint := ""
	if len(strings.TrimSpace(string(l.src))) == 0 {
		hint = "the file is empty: begin with package main and func main"
	}
	ok = true
	for _, f := range rewordSyntax(l.src, list) {
		l.fail(file.FileStart+token.Pos(f.offset), f.msg, hint)
		if f.offset == len(l.src) && strings.HasSuffix(string(l.src), "\n") { // go/token has no line there
			pos := l.position(file.FileStart + token.Pos(f.offset-1))
			l.errs[len(l.errs)-1].Pos = Position{pos.File, pos.Line + 1, 1}
		}
		ok = ok && indexRequired.MatchString(f.msg)
	}
	return ok
}

// check finds all that is wrong with a file that can be parsed.
func (l *loader) check() {
	isMain := l.file.Name.Name == "main"
	if !isMain {
		l.fail(l.file.Name.Pos(), fmt.Sprintf("package %s is not a main package", l.file.Name.Name), "a program starts in func main of package main")
	}
	l.checkImports()
	l.checkDirectives()
	l.info = newInfo()
	conf := types.Config{
		Importer:  l.lib,
		GoVersion: cmp.Or(l.opt.GoVersion, goVersion),
		Sizes:     sizes,
		Error:     l.typeError,
	}
	l.pkg, _ = conf.Check(l.file.Name.Name, l.lib.fset, []*ast.File{l.file}, l.info)
	l.checkBodies()
	if isMain && l.pkg.Scope().Lookup("main") == nil {
		l.fail(l.file.Name.Pos(), "function main is undeclared in the main package", "add func main() {}")
	}
}

// checkImports reports imports that the library does not have.
func (l *loader) checkImports() {
	for _, spec := range l.file.Imports {
		p := strings.Trim(spec.Path.Value, "\"`")
		_, err := l.lib.Import(p)
		switch {
		case p == "C":
			l.fail(spec.Path.Pos(), `import "C" exists in Go 1.26, not modelled`, hintFor(p, ""))
		case strings.HasPrefix(p+"/", "internal/") || strings.Contains(p+"/", "/internal/"):
			l.fail(spec.Path.Pos(), fmt.Sprintf("use of internal package %s not allowed", p), "")
		case err == nil:
		case isStdPackage(p):
			l.fail(spec.Path.Pos(), err.Error(), hintFor(p, ""))
		default:
			l.fail(spec.Path.Pos(), err.Error(), "a program is one file and imports the standard library only, errgroup and semaphore apart")
		}
	}
}

// checkDirectives reports directives of the compiler that would give the program something
// which it does not have here.
func (l *loader) checkDirectives() {
	for _, group := range l.file.Comments {
		for _, c := range group.List {
			words := strings.Fields(c.Text)
			switch {
			case words == nil:
			case words[0] == "//go:embed":
				l.fail(c.Pos(), "//go:embed exists in Go 1.26, not modelled", hints["embed"])
			case words[0] == "//go:linkname" && len(words) == 3 && !l.hasBody(words[1]):
				l.linked[words[1]] = true
				l.fail(c.Pos(), "//go:linkname exists in Go 1.26, not modelled", "use what the package exports")
			}
		}
	}
}

// hasBody reports whether name is a function of the file with a body, which a linkname only
// gives another name.
func (l *loader) hasBody(name string) bool {
	return slices.ContainsFunc(l.file.Decls, func(d ast.Decl) bool {
		fd, ok := d.(*ast.FuncDecl)
		return ok && fd.Recv == nil && fd.Name.Name == name && fd.Body != nil
	})
}

// typeError takes one fault that the type checker found.
func (l *loader) typeError(err error) {
	te, ok := err.(types.Error)
	if !ok {
		l.fail(token.NoPos, err.Error(), "")
		return
	}
	if strings.HasPrefix(te.Msg, "could not import ") {
		return // said already
	}
	msg, hint := l.explain(te)
	msg = rewordType(msg, l.file.GoVersion)
	if text, ok := strings.CutPrefix(msg, "\t"); ok { // a second place of the fault before
		switch n := len(l.errs); {
		case n == 0:
		case strings.HasPrefix(l.errs[n-1].Msg, "label "):
			l.errs[n-1].Msg += fmt.Sprintf(" at %v", l.position(te.Pos))
		default:
			l.errs[n-1].Msg += fmt.Sprintf("\n\t%v: %s", l.position(te.Pos), text)
		}
		return
	}
	l.fail(te.Pos, msg, hint)
}

// checkBodies reports functions without a body, which only the library may have.
func (l *loader) checkBodies() {
	for _, d := range l.file.Decls {
		if fd, ok := d.(*ast.FuncDecl); ok && fd.Body == nil && !l.linked[fd.Name.Name] {
			l.fail(fd.Name.Pos(), "missing function body", "what is written in assembly is not modelled")
		}
	}
}

// build lowers a checked program.
func (l *loader) build() *code.Program {
	b, inits, main := l.instructions()
	b.start(inits, main.Func("main"))
	b.drain()
	if len(l.errs) > 0 {
		return nil
	}
	b.finish()
	return b.prog
}

// instructions brings a checked program, and as much of the library as it needs, into go/ssa's
// form. It returns what initialises the packages, in order, and the program's own.
func (l *loader) instructions() (_ *builder, inits []*ssa.Function, main *ssa.Package) {
	prog := ssa.NewProgram(l.lib.fset, ssa.NaiveForm|ssa.InstantiateGenerics|ssa.BareInits|ssa.BuildSerially)
	b := &builder{
		prog: &code.Program{
			GoWraps: map[int32]string{}, Escapes: map[int32]string{}, Unsigned: map[code.Pos]bool{},
			Code: make([]code.Instr, 1), Pos: make([]code.Pos, 1), Funcs: []code.Func{{Clos: -1}},
			TypeOf: map[string]code.TypeID{},
		},
		ssa: prog, fset: l.lib.fset, types: newTypeTable(), data: newDataTable(),
		files: map[string]int32{}, std: map[*types.Package]bool{}, spend: l.opt.Spend,
		spans: map[*token.File]*stmtIndex{}, stubs: map[*token.File]*stub{}, syntax: map[*token.File]*ast.File{},
		noted: map[*token.File]*fileNotes{},
		ids:   map[*ssa.Function]code.FuncID{}, thunks: map[string]code.FuncID{}, natives: map[*ssa.Function]int32{},
		boxed: map[code.TypeID]bool{}, wanted: map[code.MethodID][]pendingMethod{}, called: map[code.MethodID]bool{},
		names: map[*ssa.Function]string{},
	}
	b.esc = newEscape(b)
	l.b = b
	b.fail = func(p token.Pos, msg string) { l.fail(p, msg, "use pointers or slices for large data") }
	b.data.tooLarge = func(g *ssa.Global, size int64) {
		l.fail(g.Pos(), fmt.Sprintf("variable %s of %d bytes is larger than the machine's memory for globals", g.Name(), size), "")
	}
	b.types.tooBig = func(t types.Type, size int64) {
		l.fail(l.typePos(t), fmt.Sprintf("type %s is too large for the machine", t), "")
	}
	order := l.initOrder()
	defer prune(order, map[string]bool{"runtime": true}, l.file, l.info)()
	b.addFile(l.name, string(l.src), false, l.file)
	b.prog.Files[0].Lines = l.lineComments()
	for _, s := range order {
		b.prog.Packages = append(b.prog.Packages, s.path)
		b.reflects = b.reflects || s.path == "reflect"
		for i, f := range s.files {
			b.addFile(l.lib.fset.File(f.FileStart).Name(), s.texts[i], true, f)
			b.stubs[l.lib.fset.File(f.FileStart)] = s
		}
		b.std[s.types] = true
		prog.CreatePackage(s.types, s.files, s.info, true)
		for _, d := range s.types.Imports() {
			if d == types.Unsafe && prog.ImportedPackage("unsafe") == nil {
				prog.CreatePackage(d, nil, nil, true)
			}
		}
	}
	main = prog.CreatePackage(l.pkg, []*ast.File{l.file}, l.info, true)
	for _, s := range order {
		p := prog.Package(s.types)
		p.Build()
		inits = append(inits, p.Func("init"))
	}
	main.Build()
	inits = append(inits, main.Func("init"))
	b.runtime = prog.ImportedPackage("runtime")
	return b, inits, main
}

// typePos returns the declaration of a named type, else nothing.
func (l *loader) typePos(t types.Type) token.Pos {
	if n, ok := t.(*types.Named); ok {
		return n.Obj().Pos()
	}
	return l.file.Name.Pos()
}

// initOrder returns the library packages that the program needs in the order in which they
// are initialised: sorted by path, each after what it imports.
func (l *loader) initOrder() []*stub {
	var list []*stub
	seen := map[string]bool{}
	var visit func(p string)
	visit = func(p string) {
		if seen[p] || p == "unsafe" {
			return
		}
		seen[p] = true
		s := l.lib.load(p)
		if s.err != nil {
			if p != "runtime" {
				panic(fmt.Sprintf("package %s of the library: %v", p, s.err))
			}
			return
		}
		for _, d := range s.deps {
			visit(d)
		}
		list = append(list, s)
	}
	visit("runtime") // instructions call it
	var paths []string
	for _, spec := range l.file.Imports {
		paths = append(paths, strings.Trim(spec.Path.Value, "\"`"))
	}
	slices.Sort(paths)
	for _, p := range paths {
		visit(p)
	}
	return list
}

func (b *builder) addFile(name, text string, std bool, f *ast.File) {
	b.files[name] = int32(len(b.prog.Files))
	b.prog.Files = append(b.prog.Files, code.File{Name: name, Text: text, Std: std})
	b.syntax[b.fset.File(f.FileStart)] = f
}
