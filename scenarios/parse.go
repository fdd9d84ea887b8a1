package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/scanner"
	"go/token"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Scenario is a program and what its comments say.
type Scenario struct {
	Source
	Title string // first sentence of the package comment, without its full stop
	// Description is the rest of the package comment, paragraphs apart by an empty line.
	Description string
	Settings    Settings
	Lines       map[string]int // where a setting stands (its last directive), by its name
	Directives  []Directive    // in the order they stand in the source
}

// Parse finds title, settings and directives in a source. The first fault, of Go's syntax or
// of a directive, is an *Error with its place; types are not looked at.
func (src Source) Parse() (*Scenario, error) {
	if len(src.Text) > MaxSource {
		return nil, &Error{
			Pos:  token.Position{Filename: src.File, Line: 1, Column: 1},
			Msg:  fmt.Sprintf("the source is larger than %d bytes", MaxSource),
			Hint: "a scenario is one small program; let it make large data when it runs",
		}
	}
	p := &reader{
		s:    &Scenario{Source: src, Lines: map[string]int{}},
		fset: token.NewFileSet(),
	}
	f, err := parser.ParseFile(p.fset, src.File, src.Text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, syntax(src, err)
	}
	p.s.Title, p.s.Description = titleOf(f.Doc.Text())
	p.collect(f)
	p.place(f)
	for _, c := range p.found {
		if err := p.take(c); err != nil {
			return nil, err
		}
	}
	return p.s, nil
}

// syntax turns the parser's first complaint into an Error. Its line is counted here, since
// the parser would believe a //line comment.
func syntax(src Source, err error) *Error {
	var list scanner.ErrorList
	if !errors.As(err, &list) || len(list) == 0 {
		return &Error{Pos: token.Position{Filename: src.File}, Msg: err.Error()}
	}
	offset := min(list[0].Pos.Offset, len(src.Text))
	before := src.Text[:offset]
	pos := token.Position{
		Filename: src.File,
		Offset:   offset,
		Line:     1 + bytes.Count(before, []byte("\n")),
		Column:   offset - bytes.LastIndexByte(before, '\n'),
	}
	return &Error{Pos: pos, Msg: list[0].Msg, Hint: "a scenario is a Go program that go vet accepts", Syntax: true}
}

// titleOf splits the text of a package comment into its first sentence and the rest.
func titleOf(comment string) (title, description string) {
	title = new(doc.Package).Synopsis(comment)
	rest := strings.TrimSpace(comment)
	// The synopsis is the sentence with its white space made single: skip as many words.
	for range strings.Fields(title) {
		rest = strings.TrimLeft(rest, " \t\n")
		if i := strings.IndexAny(rest, " \t\n"); i >= 0 {
			rest = rest[i:]
		} else {
			rest = ""
		}
	}
	return strings.TrimSuffix(title, "."), strings.TrimSpace(rest)
}

// A comment is one //scope: line of the source.
type comment struct {
	pos  token.Pos
	name string // what follows the colon, up to a space
	text string // what follows the space
	// where it stands
	at   place
	far  bool      // inside the program, but before no statement and on no function
	stmt token.Pos // beforeStmt: where the statement begins
	fn   *ast.FuncDecl
}

// A reader collects what one source says.
type reader struct {
	s     *Scenario
	fset  *token.FileSet
	found []*comment      // by position
	spent []*ast.FuncDecl // functions that pass time: their bodies are not run
}

const prefix = "//scope:"

// collect finds the directives. Comments in Go's syntax tree are sorted by position.
func (p *reader) collect(f *ast.File) {
	for _, group := range f.Comments {
		for _, c := range group.List {
			rest, ok := strings.CutPrefix(c.Text, prefix)
			if !ok {
				continue
			}
			name, text, _ := strings.Cut(strings.TrimSpace(rest), " ")
			at, far := onTop, false
			if c.Pos() > f.Package {
				at, far = beforeStmt, true // until place finds what it is about
			}
			p.found = append(p.found, &comment{pos: c.Pos(), name: name, text: strings.TrimSpace(text), at: at, far: far})
		}
	}
}

// place finds, for each directive inside the program, the statement or function it is about.
func (p *reader) place(f *ast.File) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Doc != nil {
				for _, c := range p.between(n.Doc.Pos(), n.Pos()) {
					c.at, c.far, c.fn = onFunc, false, n
				}
			}
		case *ast.BlockStmt:
			p.list(n.Lbrace, n.List)
		case *ast.CaseClause:
			p.list(n.Colon, n.Body)
		case *ast.CommClause:
			p.list(n.Colon, n.Body)
		case *ast.LabeledStmt:
			p.list(n.Colon, []ast.Stmt{n.Stmt})
		}
		return true
	})
}

// list gives each directive between the statements of a list, which begins after from, the
// statement that follows it.
func (p *reader) list(from token.Pos, stmts []ast.Stmt) {
	for _, s := range stmts {
		begin := s.Pos()
		for _, c := range p.between(from, begin) {
			switch s := s.(type) {
			case *ast.CaseClause, *ast.CommClause, *ast.EmptyStmt:
				continue // nothing there is executed
			case *ast.LabeledStmt:
				begin = s.Stmt.Pos()
			}
			if p.ownLine(c, from) {
				c.at, c.far, c.stmt = beforeStmt, false, begin
			}
		}
		from = s.End()
	}
}

// ownLine reports whether no code that ends at before shares the directive's line.
func (p *reader) ownLine(c *comment, before token.Pos) bool {
	return p.fset.PositionFor(before, false).Line < p.fset.PositionFor(c.pos, false).Line
}

// between returns the directives from one position up to another.
func (p *reader) between(from, to token.Pos) []*comment {
	i := p.search(from)
	return p.found[i:max(i, p.search(to))]
}

func (p *reader) search(pos token.Pos) int {
	i, _ := slices.BinarySearchFunc(p.found, pos, func(c *comment, pos token.Pos) int { return int(c.pos - pos) })
	return i
}

// take checks a directive and adds what it says to the scenario.
func (p *reader) take(c *comment) error {
	pos := p.fset.PositionFor(c.pos, false)
	fail := func(hint, format string, args ...any) error {
		return &Error{Pos: pos, Msg: prefix + c.name + ": " + fmt.Sprintf(format, args...), Hint: hint}
	}
	want, ok := directives[c.name]
	if !ok {
		hint := "the directives are " + strings.Join(slices.Sorted(maps.Keys(directives)), ", ")
		if near := closest(c.name, slices.Sorted(maps.Keys(directives))); len(near) > 0 {
			hint = "did you mean " + prefix + near[0] + "?"
		}
		return &Error{Pos: pos, Msg: "unknown directive " + prefix + c.name, Hint: hint}
	}
	if c.at != want || c.far {
		return fail("put it "+want.String(), "it says nothing here")
	}
	if !utf8.ValidString(c.text) {
		return fail("save the file as UTF-8", "the text is not UTF-8")
	}
	if want == onTop {
		return p.setting(c, pos)
	}

	d := Directive{Kind: Kind(c.name), Line: pos.Line}
	switch d.Kind {
	case Note, Ask:
		if c.text == "" {
			return fail("write what it is to say", "there is no text")
		}
		d.Text = c.text
	case Stop:
		if c.text != "" {
			return fail("a stop has no text; a note has", "unexpected %q", c.text)
		}
	default:
		var err *Error
		if d.D, err = duration(c.text); err != nil {
			return fail(err.Hint, "%s", err.Msg)
		}
		if c.fn.Type.Results.NumFields() > 0 {
			return fail("let it call a function without results that stands for the wait", "%s has results, and its body would not be run", nameOf(c.fn))
		}
		for _, before := range p.s.Directives {
			if before.TargetLine == p.fset.PositionFor(c.fn.Name.Pos(), false).Line && before.Func != "" {
				return fail("keep one of them", "%s passes its time by //scope:%s already", nameOf(c.fn), before.Kind)
			}
		}
	}
	target := p.fset.PositionFor(c.stmt, false)
	for _, fn := range p.spent {
		if fn.Pos() <= c.stmt && c.stmt < fn.End() {
			return fail("put it where the function is called", "it is never reached: the body of %s is not run", nameOf(fn))
		}
	}
	if want == onFunc {
		p.spent = append(p.spent, c.fn)
		target = p.fset.PositionFor(c.fn.Name.Pos(), false)
		d.Func = nameOf(c.fn)
	}
	d.TargetLine, d.TargetCol = target.Line, target.Column
	p.s.Directives = append(p.s.Directives, d)
	return nil
}

// setting adds a directive that stands before the package clause.
func (p *reader) setting(c *comment, pos token.Position) error {
	p.s.Lines[c.name] = pos.Line
	if c.name == "want" {
		kind, text, _ := strings.Cut(c.text, " ")
		if _, err := oneOf(kind, WantKinds); err != nil {
			return &Error{Pos: pos, Msg: prefix + "want: " + err.Msg, Hint: err.Hint}
		}
		p.s.Settings.Wants = append(p.s.Settings.Wants, Want{kind, strings.TrimSpace(text), pos.Line})
		return nil
	}
	if err := p.s.Settings.Set(c.name, c.text); err != nil {
		e := err.(*Error)
		return &Error{Pos: pos, Msg: prefix + e.Msg, Hint: e.Hint}
	}
	return nil
}

// nameOf returns a function's name, T.m for a method of T or *T.
func nameOf(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return fn.Name.Name
	}
	t := ast.Unparen(fn.Recv.List[0].Type)
	if star, ok := t.(*ast.StarExpr); ok {
		t = ast.Unparen(star.X)
	}
	switch generic := t.(type) {
	case *ast.IndexExpr:
		t = generic.X
	case *ast.IndexListExpr:
		t = generic.X
	}
	if id, ok := t.(*ast.Ident); ok {
		return id.Name + "." + fn.Name.Name
	}
	return fn.Name.Name
}
