package program

import (
	"go/ast"
	"go/token"
)

// fileNotes are what the syntax of a file tells and go/ssa does not, by position.
type fileNotes struct {
	// ranged are the stars of range expressions that only count: of "for i := range *p" with
	// p a pointer to an array, the length is a constant, so *p is not evaluated.
	ranged map[token.Pos]bool
	// selected are the names behind the dots of selectors: fields that the source names. Others
	// are embedded ones that it passes through.
	selected map[token.Pos]bool
}

// notes returns the notes of the file that a position is in.
func (b *builder) notes(p token.Pos) *fileNotes {
	tf := b.fset.File(p)
	if n := b.noted[tf]; n != nil {
		return n
	}
	n := &fileNotes{map[token.Pos]bool{}, map[token.Pos]bool{}}
	b.noted[tf] = n
	if b.syntax[tf] == nil {
		return n
	}
	ast.Inspect(b.syntax[tf], func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.SelectorExpr:
			n.selected[node.Sel.Pos()] = true
		case *ast.RangeStmt:
			if node.Value != nil { // _ counts too
				break
			}
			if star, ok := ast.Unparen(node.X).(*ast.StarExpr); ok && !hasCall(star) {
				n.ranged[star.Star] = true
			}
		}
		return true
	})
	return n
}

// hasCall reports whether an expression has a call or a receive in it, so that the length of an
// array it stands for is no constant.
func hasCall(x ast.Expr) (found bool) {
	ast.Inspect(x, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			found = true
		case *ast.UnaryExpr:
			found = found || node.Op == token.ARROW
		}
		return true
	})
	return found
}
