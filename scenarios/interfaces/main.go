// Interfaces. A value of an interface type holds two words: a type, and a pointer to the data.
//
// A type satisfies an interface by having its methods; nobody has to say so. A method with a
// pointer receiver belongs to the method set of the pointer type alone. A struct gets the
// methods of the fields that it embeds. And an interface is nil only while it holds no type:
// with a nil pointer inside it is not nil.
//
//scope:procs 1
//scope:want output Rex says woof
//scope:want output a Dog can be renamed: false
//scope:want output a *Dog can be renamed: true
//scope:want output Bo says woof
//scope:want output err is nil: false
package main

import "fmt"

type Speaker interface{ Speak() string }

type Renamer interface{ Rename(name string) }

type Dog struct{ Name string }

func (d Dog) Speak() string {
	return d.Name + " says woof"
}

func (d *Dog) Rename(name string) {
	d.Name = name
}

type Puppy struct {
	Dog
	Weeks int
}

type NotFound struct{ Page string }

func (e *NotFound) Error() string {
	return e.Page + " is not there"
}

func main() {
	rex := Dog{"Rex"}
	//scope:note Dog has Speak, so it is a Speaker. s gets the type Dog, and a pointer to a copy of rex.
	var s Speaker = rex
	rex.Rename("Max")
	//scope:ask rex is called Max now. Which name does s know?
	fmt.Println(s.Speak())
	//scope:note s has a copy. And Dog's method set is Speak alone: Rename belongs to *Dog.
	_, can := s.(Renamer)
	fmt.Println("a Dog can be renamed:", can)
	//scope:note This time s gets the type *Dog and the pointer. The method set of *Dog has both.
	s = &rex
	_, can = s.(Renamer)
	fmt.Println("a *Dog can be renamed:", can)
	//scope:note Puppy embeds a Dog, so Dog's methods are its own. Speak is given the Dog inside.
	s = Puppy{Dog{"Bo"}, 9}
	fmt.Println(s.Speak())
	err := find("home")
	//scope:ask find has found the page: its pointer stayed nil. Is err nil?
	fmt.Println("err is nil:", isNil(err))
}

func find(page string) error {
	var missing *NotFound
	if page != "home" {
		missing = &NotFound{page}
	}
	//scope:note The result is an error: the type *NotFound goes into it, and the nil pointer.
	return missing
}

func isNil(err error) bool {
	//scope:note It holds a type, so it is not nil. find must say return nil when all is well.
	return err == nil
}
