package assets

import (
	"fmt"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/gofont/goregular"
)

// A Face is one of the program's typefaces, without a size.
type Face uint8

// The faces, and what each is for.
const (
	Regular  Face = iota // words
	Medium               // values and names
	Bold                 // titles
	Mono                 // code
	MonoBold             // keywords and function names in code

	NumFaces = int(MonoBold) + 1
)

// TTF returns the face as the bytes of a TrueType file. The caller must not change them.
func (f Face) TTF() []byte {
	switch f {
	case Regular:
		return goregular.TTF
	case Medium:
		return gomedium.TTF
	case Bold:
		return gobold.TTF
	case Mono:
		return gomono.TTF
	case MonoBold:
		return gomonobold.TTF
	}
	panic(fmt.Sprintf("assets: no face %d", uint8(f)))
}

// String returns the name of the face.
func (f Face) String() string {
	names := [NumFaces]string{"Go Regular", "Go Medium", "Go Bold", "Go Mono", "Go Mono Bold"}
	if int(f) < len(names) {
		return names[f]
	}
	return fmt.Sprintf("Face(%d)", uint8(f))
}
