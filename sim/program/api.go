package program

import "go/types"

// isStdPackage reports whether Go's standard library has a package with this path.
func isStdPackage(path string) bool { return false }

// explain rewords a fault where the library is to blame, and adds a hint.
func (l *loader) explain(e types.Error) (msg, hint string) { return e.Msg, "" }
