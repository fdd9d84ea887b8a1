package std

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"text/template"
	"text/template/parse"
)

// templateNatives are the natives of text/template.
var templateNatives = map[string]any{
	"text/template.parse":            parseTemplate,
	"text/template.HTMLEscapeString": template.HTMLEscapeString,
	"text/template.JSEscapeString":   template.JSEscapeString,
	"text/template.urlEscape":        url.QueryEscape,
}

// templateFuncs are the functions that every template has.
var templateFuncs = []string{"and", "call", "html", "index", "slice", "js", "len", "not", "or", "print", "printf", "println", "urlquery", "eq", "ge", "gt", "le", "lt", "ne"}

// parseTemplate returns the trees of a text in the order of names, in the form that the stub
// describes, or what is wrong with it.
func parseTemplate(name, text, left, right string, funcs []string) (trees []string, fault string) {
	known := map[string]any{}
	for _, f := range slices.Concat(funcs, templateFuncs) {
		known[f] = true
	}
	set, err := parse.Parse(name, text, left, right, known)
	if err != nil {
		return nil, err.Error()
	}
	for _, name := range slices.Sorted(maps.Keys(set)) {
		tree := set[name]
		empty := ""
		if parse.IsEmptyTree(tree.Root) {
			empty = "empty"
		}
		w := &treeWriter{tree: tree, out: append(trees, name, empty)}
		w.node(tree.Root)
		trees = w.out
	}
	return trees, ""
}

// A treeWriter writes nodes as strings.
type treeWriter struct {
	tree *parse.Tree
	out  []string
}

// put writes a node and its kids; one without a source does not appear in errors.
func (w *treeWriter) put(n parse.Node, kind string, sourced bool, text string, names []string, kids ...parse.Node) {
	place, source := "", ""
	if sourced {
		place, source = w.tree.ErrorContext(n)
	}
	w.out = append(w.out, kind, place, source, text, strconv.Itoa(len(names)))
	w.out = append(w.out, names...)
	w.out = append(w.out, strconv.Itoa(len(kids)))
	for _, kid := range kids {
		w.node(kid)
	}
}

func (w *treeWriter) branch(n parse.Node, kind string, b *parse.BranchNode) {
	w.put(n, kind, false, "", nil, b.Pipe, b.List, b.ElseList)
}

// nodesOf returns a list of nodes as one of Nodes.
func nodesOf[N parse.Node](list []N) []parse.Node {
	var nodes []parse.Node
	for _, n := range list {
		nodes = append(nodes, n)
	}
	return nodes
}

func (w *treeWriter) node(n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			w.out = append(w.out, "")
			return
		}
		w.put(n, "list", false, "", nil, n.Nodes...)
	case *parse.TextNode:
		w.put(n, "text", false, string(n.Text), nil)
	case *parse.CommentNode:
		w.put(n, "comment", false, "", nil)
	case *parse.ActionNode:
		w.put(n, "action", true, "", nil, n.Pipe)
	case *parse.IfNode:
		w.branch(n, "if", &n.BranchNode)
	case *parse.WithNode:
		w.branch(n, "with", &n.BranchNode)
	case *parse.RangeNode:
		w.branch(n, "range", &n.BranchNode)
	case *parse.TemplateNode:
		w.put(n, "template", true, n.Name, nil, n.Pipe)
	case *parse.BreakNode:
		w.put(n, "break", false, "", nil)
	case *parse.ContinueNode:
		w.put(n, "continue", false, "", nil)
	case *parse.PipeNode:
		if n == nil {
			w.out = append(w.out, "")
			return
		}
		assign := ""
		if n.IsAssign {
			assign = "="
		}
		var names []string
		for _, v := range n.Decl {
			names = append(names, v.Ident[0])
		}
		w.put(n, "pipe", true, assign, names, nodesOf(n.Cmds)...)
	case *parse.CommandNode:
		w.put(n, "command", true, "", nil, n.Args...)
	case *parse.FieldNode:
		w.put(n, "field", true, "", n.Ident)
	case *parse.VariableNode:
		w.put(n, "variable", true, "", n.Ident)
	case *parse.ChainNode:
		w.put(n, "chain", true, "", n.Field, n.Node)
	case *parse.IdentifierNode:
		w.put(n, "identifier", true, "", []string{n.Ident})
	case *parse.DotNode:
		w.put(n, "dot", true, "", nil)
	case *parse.NilNode:
		w.put(n, "nil", true, "", nil)
	case *parse.BoolNode:
		w.put(n, "bool", true, strconv.FormatBool(n.True), nil)
	case *parse.StringNode:
		w.put(n, "string", true, n.Text, nil)
	case *parse.NumberNode:
		w.put(n, "number", true, n.Text, numberForms(n))
	}
}

// numberForms returns a number as an int, uint, float and complex, "" where it is none.
func numberForms(n *parse.NumberNode) []string {
	forms := make([]string, 4)
	if n.IsInt {
		forms[0] = strconv.FormatInt(n.Int64, 10)
	}
	if n.IsUint {
		forms[1] = strconv.FormatUint(n.Uint64, 10)
	}
	if n.IsFloat {
		forms[2] = strconv.FormatFloat(n.Float64, 'g', -1, 64)
	}
	if n.IsComplex {
		forms[3] = strconv.FormatComplex(n.Complex128, 'g', -1, 128)
	}
	return forms
}
